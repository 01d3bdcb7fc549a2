/// What shows only among all sessions of all backends.
extension CheckRule {
  static let ledger: [CheckRule] = [
    .ledger("older-twin", .note, "an older copy in another backend") { entries, _ in
      entries.twins.flatMap { group -> [Symptom] in
        group.dropFirst().filter { $0.issuedAt < group[0].issuedAt }.map { older in
          Symptom(
            "the same user and app client has newer tokens in \(group[0].id.backend): this copy is "
              + "what an app on \(older.id.backend) still reads",
            "move the newer one here, or sign this copy out",
            .move,
            [iat(older), iat(group[0])],
            about: .session(older.id)
          )
        }
      }
    }.forLists,
    .ledger("stale-groups", .warning, "groups that a newer token of the user no longer has") {
      entries,
      _ in
      entries.twins.flatMap { group -> [Symptom] in
        group.dropFirst().filter { older in
          older.issuedAt < group[0].issuedAt
            && Set(older.session.groups) != Set(group[0].session.groups)
        }.map { older in
          Symptom(
            "its tokens are older than the last change of the user's groups, which newer ones in "
              + "\(group[0].id.backend) show",
            "refresh to get the groups of today",
            .refresh,
            [groups(older), groups(group[0])],
            about: .session(older.id)
          )
        }
      }
    }.forLists,
    .ledger("rotation-detected", .warning, "a copy with a refresh token that was rotated out") {
      entries,
      _ in
      entries.twins.flatMap { group -> [Symptom] in
        guard let newest = group.first, newest.refreshDigest != nil else { return [] }
        return group.dropFirst().filter { older in
          older.refreshDigest != nil && older.refreshDigest != newest.refreshDigest
            && older.session.originJTI != nil
            && older.session.originJTI == newest.session.originJTI
        }.map { older in
          Symptom(
            "the pool rotates refresh tokens, and \(newest.id.backend) has the successor of this "
              + "one: the next refresh here is refused after the grace period",
            "move the newer one here, or sign this copy out",
            .move,
            [
              CheckEvidence("\(older.id)", "origin_jti", older.session.originJTI ?? ""),
              CheckEvidence("\(newest.id)", "origin_jti", newest.session.originJTI ?? ""),
            ],
            about: .session(older.id)
          )
        }
      }
    },
    .ledger("shared-refresh-token", .note, "one refresh token in two backends") { entries, _ in
      entries.twins.compactMap { group -> Symptom? in
        guard let digest = group[0].refreshDigest,
          let other = group.dropFirst().first(where: { $0.refreshDigest == digest })
        else { return nil }
        return Symptom(
          "two backends hold the same refresh token: where the pool rotates, a refresh of one "
            + "kills the other",
          "keep one of them",
          .signOut,
          [CheckEvidence("also in", "\(other.id)")],
          about: .session(group[0].id)
        )
      }
    },
    .ledger("two-key-sets", .warning, "one user under two names") { entries, _ in
      let known = entries.filter { $0.session.sub != nil }
      let groups = Dictionary(grouping: known) { entry in
        SessionID(
          backend: entry.id.backend,
          clientID: entry.id.clientID,
          username: entry.session.sub ?? ""
        )
      }
      return groups.values.filter { $0.count > 1 }.flatMap { group -> [Symptom] in
        group.sorted { $0.id < $1.id }.map { entry in
          let others = group.filter { $0.id != entry.id }.map { "\($0.id)" }.sorted()
          return Symptom(
            "one user has two key sets here, under an alias and under the pool's name: device keys "
              + "and sign-outs reach only one of them",
            "sign the one out that LastAuthUser does not name",
            .signOut,
            [
              CheckEvidence("\(entry.id)", "sub", entry.session.sub ?? ""),
              CheckEvidence("the same user", others.joined(separator: ", ")),
            ],
            about: .session(entry.id)
          )
        }
      }
    }.forLists,
    .ledger("two-pools", .error, "tokens of two pools under one app client") { entries, _ in
      let known = entries.filter { $0.session.poolID != nil }
      return Dictionary(grouping: known, by: \.id.clientID).values.flatMap { group -> [Symptom] in
        let pools = Dictionary(grouping: group) { $0.session.poolID ?? "" }
        guard pools.count > 1 else { return [] }
        // The rarer ones are the strangers.
        let main = pools.max {
          ($0.value.count, $1.key) < ($1.value.count, $0.key)
        }?.key
        return group.filter { $0.session.poolID != main }.map { stranger in
          Symptom(
            "an app client belongs to one pool, and tokens of \(pools.count) pools stand under this "
              + "one: some were copied here or forged",
            "sign those of the wrong pool out",
            .signOut,
            [
              CheckEvidence("\(stranger.id)", "iss", stranger.session.issuer ?? ""),
              CheckEvidence("the others", "pool", main ?? ""),
            ],
            about: .session(stranger.id)
          )
        }
      }
    }.forLists,
  ]

  static func iat(_ entry: LedgerEntry) -> CheckEvidence {
    CheckEvidence("\(entry.id)", "iat", entry.session.access?.issuedAt?.utcText ?? "not there")
  }

  private static func groups(_ entry: LedgerEntry) -> CheckEvidence {
    let groups = entry.session.groups
    return CheckEvidence(
      "\(entry.id)",
      "cognito:groups",
      groups.isEmpty ? "none" : groups.joined(separator: ", ")
    )
  }
}
