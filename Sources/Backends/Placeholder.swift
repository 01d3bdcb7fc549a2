enum BackendsPlaceholder {}
