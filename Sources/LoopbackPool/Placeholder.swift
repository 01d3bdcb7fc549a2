enum LoopbackPoolPlaceholder {}
