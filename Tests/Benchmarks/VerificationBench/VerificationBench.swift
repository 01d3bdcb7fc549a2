import AuthCore

/// Prints what verifying and decoding cost.
@main
enum VerificationBench {
  static func main() {
    print(KeySet.sizeLimit)
  }
}
