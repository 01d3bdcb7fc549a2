/// Whether helpers get the time that a person needs.
///
/// What somebody started and waits for may have to ask him something, such as the passphrase of a key.
/// What only looks, such as a list, is not to be held up by a helper that hangs.
package enum HelperPatience {
  @TaskLocal package static var isLong = false
}
