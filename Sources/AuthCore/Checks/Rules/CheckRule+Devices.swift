/// Remembered devices: every refresh must carry the key of the session's device (AWS: "Working with
/// user devices in your user pool").
extension CheckRule {
  static let devices: [CheckRule] = [
    .session("device-key-missing", .error, "a token of a device without the device's key") {
      session,
      _ in
      guard let claimed = session.access?.claims.deviceKey,
        (session.stored[.deviceKey] ?? "").isEmpty
      else { return nil }
      return Symptom(
        "the access token names a device and no device key is stored: the pool answers the next "
          + "refresh with \"Invalid Refresh Token.\"",
        "sign in again to have the device remembered anew",
        .signIn,
        [
          CheckEvidence("access token", "device_key", claimed),
          CheckEvidence(session.key(.deviceKey), "not there"),
        ]
      )
    },
    .session("device-key-differs", .error, "another device key than the token's") { session, _ in
      guard let claimed = session.access?.claims.deviceKey, let stored = session.stored[.deviceKey],
        !stored.isEmpty, !stored.hasSameBytes(as: claimed)
      else { return nil }
      return Symptom(
        "the stored device key is not the one that the session was signed in with: the pool refuses "
          + "the next refresh",
        "sign in again on this device",
        .signIn,
        [
          CheckEvidence("access token", "device_key", claimed),
          CheckEvidence(session.key(.deviceKey), stored),
        ]
      )
    },
    .session("device-keys-incomplete", .warning, "a part of the device's three keys") {
      session,
      _ in
      let missing = AmplifyKey.Name.device.filter { session.stored[$0] == nil }
      guard !missing.isEmpty, missing.count < AmplifyKey.Name.device.count else { return nil }
      return Symptom(
        "the device's keys are incomplete: the device cannot prove itself and is asked for MFA again",
        "sign in again to have the device remembered anew",
        .signIn,
        missing.map { CheckEvidence(session.key($0), "not there") }
      )
    },
    .ledger("device-key-of-another-user", .warning, "the device's key under another user") {
      entries,
      _ in
      let owners = Dictionary(grouping: entries.filter { $0.deviceKey != nil }) {
        $0.deviceKey ?? ""
      }
      return entries.compactMap { entry -> Symptom? in
        guard let claimed = entry.claimedDeviceKey, entry.deviceKey != claimed,
          let other = owners[claimed]?.first(where: { owner in
            owner.id.backend == entry.id.backend && !owner.id.hasSameUser(as: entry.id)
          })
        else { return nil }
        return Symptom(
          "the session's device key is stored under another user name: a refresh of this one does "
            + "not find it",
          "sign in with the name that the key is stored under",
          .signIn,
          [
            CheckEvidence("access token", "device_key", claimed),
            CheckEvidence("stored for", "\(other.id)"),
          ],
          about: .session(entry.id)
        )
      }
    },
  ]
}
