import Platform
import TestSupport
import Testing

@testable import Models

@Suite struct ModelFileTests {
  private let folder = FlatFolder()

  private var path: String { folder.path + "/m.json" }

  @Test func `a model is made, replaced, and leaves nothing beside it`() throws {
    let file = try ModelFile(saving: path)
    #expect(try file.read() == nil)
    try file.replace(lockTimeout: 0) { current in
      #expect(current == nil)
      return [1]
    }
    try file.replace(lockTimeout: 0) { ($0 ?? []) + [2] }
    #expect(try ModelFile.read(path) == [1, 2])
    #expect(folder.names == ["m.json"])
    #expect(mode(path) == 0o600)
  }

  @Test func `permissions stay`() throws {
    let file = try ModelFile(saving: path)
    try file.replace(lockTimeout: 0) { _ in [1] }
    chmod(path, 0o644)
    try file.replace(lockTimeout: 0) { _ in [2] }
    #expect(mode(path) == 0o644)
  }

  @Test func `an error leaves the model as it was`() throws {
    let file = try ModelFile(saving: path)
    try file.replace(lockTimeout: 0) { _ in [1] }
    #expect(throws: ModelError.self) {
      try file.replace(lockTimeout: 0) { _ in throw ModelError.notAModel }
    }
    #expect(try file.read() == [1])
    #expect(folder.names == ["m.json"])
  }

  @Test func `a symbolic link stays, and what it names is replaced`() throws {
    let link = folder.path + "/link"
    try ModelFile(saving: path).replace(lockTimeout: 0) { _ in [1] }
    symlink("m.json", link)
    try ModelFile(saving: link).replace(lockTimeout: 0) { _ in [2] }
    #expect(try ModelFile.read(path) == [2])
    #expect(folder.names == ["link", "m.json"])
    unlink(path)
    #expect(throws: ModelError.self) { try ModelFile(saving: link) }
  }

  @Test func `one saves at a time`() throws {
    let file = try ModelFile(saving: path)
    try file.replace(lockTimeout: 0) { _ in
      do {
        try file.replace(lockTimeout: 30) { _ in [9] }
        Issue.record("two at a time")
      } catch {
        #expect("\(error)".hasPrefix("is being saved by another process"))
      }
      return [1]
    }
    #expect(try file.read() == [1])
  }

  @Test func `what a killed process left is taken over`() throws {
    let left = folder.path + "/.m.json.saving"
    close(open(left, O_CREAT | O_WRONLY, 0o600))
    try ModelFile(saving: path).replace(lockTimeout: 0) { _ in [1] }
    #expect(folder.names == ["m.json"])
  }

  @Test func `nothing is written through a file that has another name too`() throws {
    let other = folder.path + "/other"
    close(open(other, O_CREAT | O_WRONLY, 0o600))
    link(other, folder.path + "/.m.json.saving")
    try ModelFile(saving: path).replace(lockTimeout: 0) { _ in [1, 2, 3] }
    #expect(try ModelFile.read(other) == [])
    #expect(try ModelFile.read(path) == [1, 2, 3])
  }

  @Test func `nothing is written through a symbolic link in the place of the new file`() throws {
    symlink("other", folder.path + "/.m.json.saving")
    #expect(throws: ModelError.self) {
      try ModelFile(saving: path).replace(lockTimeout: 0) { _ in [1] }
    }
    #expect(!folder.names.contains("other"))
  }

  @Test func `a folder that is not there is an error at once`() {
    #expect(throws: ModelError.self) { try ModelFile(saving: folder.path + "/no/m.json") }
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    stat(path, &status)
    return status.st_mode & 0o777
  }
}
