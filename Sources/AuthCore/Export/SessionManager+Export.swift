extension SessionManager {
  /// One session in some dialect, as it is stored now.
  package nonisolated func export(
    _ id: SessionID,
    _ request: ExportRequest
  ) async throws(SessionError) -> Result<ExportText, ExportError> {
    let exporter = Exporter(try await stored(id), in: id.backend, request, now: clock())
    do throws(ExportError) {
      return .success(try exporter.text())
    } catch {
      return .failure(error)
    }
  }
}
