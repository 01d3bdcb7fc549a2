import Glibc
import TestSupport

/// A `secret-tool` whose keyring is a folder, one file a key, and which notes each look-up.
struct FolderKeyring {
  /// The search path that finds it first.
  let path: String
  let keys: String
  /// A file that is there once a key was looked up.
  var lookUps: String { keys + ".looked-up" }

  init(in folder: TemporaryFolder) {
    let bin = folder.path + "/bin"
    path = bin + ":/usr/bin:/bin"
    keys = folder.path + "/keys"
    for directory in [bin, keys] { mkdir(directory, 0o700) }
    let script = """
      #!/bin/sh
      verb=$1; for name; do :; done
      for word; do
        case $word in --) break ;; -[!-]*) echo "Unknown option $word" >&2; exit 2 ;; esac
      done
      file="\(keys)/$name"
      case $verb in
        store) cat >"$file" ;;
        lookup) echo >>'\(lookUps)'; cat "$file" 2>/dev/null ;;
        clear) rm -f "$file" ;;
      esac

      """
    StoreFolder.write(Array(script.utf8), to: bin + "/secret-tool")
    chmod(bin + "/secret-tool", 0o700)
  }
}
