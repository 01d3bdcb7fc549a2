/// One sign-in's numbers, computed by pycognito 2024.5.1 in Python; large ones by the SHA-256 of
/// their lower-case hexadecimal text.
struct SRPVector: Sendable {
  let title: String
  let username: String
  let password: String
  let clientSecret: String
  let serverSecret: String
  let salt: String
  let clientKeyHash: String
  let serverKeyHash: String
  let privateKey: String
  let scrambler: String
  let sessionKey: String

  static let poolName = "Loop1234X"

  static let all: [SRPVector] = [
    SRPVector(
      title: "plain names",
      username: "alice",
      password: "Correct-horse-1",
      clientSecret: """
        cd447e35b8b6d8fe442e3d437204e52db2221a58008a05a6c4647159c324c9859b810e766ec9d28663ca\
        828dd5f4b3b2e4b06ce60741c7a87ce42c8218072e8c35bf992dc9e9c616612e7696a6cecc1b78e51061\
        7311d8a3c2ce6f447ed4d57b1e2feb89414c343c1027c4d1c386bbc4cd613e30d8f16adf91b7584a2265\
        b1f5
        """,
      serverSecret: "25b413f8a9a021ea648a7dd06839eb905b6e6e307d4bedc51431193e6c3f339",
      salt: "1a2b8f1ff1fd42a29755d4c13a902931",
      clientKeyHash: "aa25e08f8842599be2a11a49464d6d014ff11dd1fc8f01a874f038c8d701f25b",
      serverKeyHash: "b90479214b86033d2fa5fa7c6cba1c35c8999dfcb7c47d9e3ac1b6273ca45908",
      privateKey: "7939b50423ecf80f918c124a6bea43329a6a7eaa9591152f278786760a562d1",
      scrambler: "e47fcefb3b070eb981a858fda11c499df34b370266c7d8d835102724bc08b98a",
      sessionKey: "ba211ebebcc6b69e0327af8766f7061e"
    ),
    SRPVector(
      title: "names beyond ASCII and a salt of odd length",
      username: "zoë",
      password: "pässwörd-雪",
      clientSecret: """
        82523e86feac7eb7dc38f519b91751dacdbd47d364be8049a372db8f6e405d93ffed9235288bc781ae66\
        267594c9c9500925e4749b575bd13653f8dd9b1f282e4067c3584ee207f8da94e3e8ab73738fcf1822ff\
        bc6887782b491044d5e341245c6e433715ba2bdd177219d30e7a269fd95bafc8f2a4d27bdcf4bb99f4be\
        a973
        """,
      serverSecret: "5d300cb90706a045defc044a09325626e6b58de744ab6cce80877b6f71e1f6d2",
      salt: "ef8acd18b4f2fc15f3f57ebf30b94fa",
      clientKeyHash: "520dd127d128f243675483e60a36e1354bac63c849113dd40d3b8ed28fb0a80b",
      serverKeyHash: "ef6cd1dc704eefca6791d6f45b3187edf0b4d150d502d78821e1625f8583da7d",
      privateKey: "c06ea77c52dca9a58d1236d61bf6bfbe4ede5142069d9c5211cb0f0242010d75",
      scrambler: "38ab41311542f56a9e06a9cb27f9bb22e40bae50cdff9856fa53116f8a3ebbf9",
      sessionKey: "32891be891221da54495f14d6fcc822c"
    ),
    SRPVector(
      title: "a shared secret one byte short",
      username: "bob",
      password: "x:y:z",
      clientSecret: """
        136d64ef901aa605c39c7c9e9acac963c9ab25349d31a25c1794ba6a80965e4be8e430195e27ccad3d5d\
        b4d9bc227f4ab8e5b1382c80e5ed0a467450f93c08122be2346c8019485407b7b60f0cb1f393f56d530e\
        d8902a03d3b2527204598abff41a6341dbf48dd8f6430da6e1282b112d7e56239ced4a61a573aa7e5ed7\
        4169
        """,
      serverSecret: "893e6440be6d68f3f14bb906798adad0492e4854e74418cf1c13c4d98e70fc76",
      salt: "f5d3651a1c2df86453940fc2e314fc46",
      clientKeyHash: "01a863c2561f62d83dad29192bf89e11ac34b265703802b774d083f9211902a8",
      serverKeyHash: "bd6d55bc37100db22b2284a9e23ec713be8b24d9cca6d045dffcffc856a60303",
      privateKey: "bb578e061ca119f97cd4b284fd6978b2303a5fdccd7fcbcf02b5e0832a772949",
      scrambler: "f27f89400558d087e3965f7f9f3f7351a7b6ca339e06d5f322dff89581106001",
      sessionKey: "6efbefbe5812248a229ed1bd0779130d"
    ),
  ]
}
