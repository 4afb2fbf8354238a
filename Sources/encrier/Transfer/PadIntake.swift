// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing
import TextCRDT

/// Makes pads of files, one after another.
struct PadIntake {
  let pads: PadAccess
  let files: ImportedFiles
  private let importer = Importer(workshop: Workshop())

  init(pads: PadAccess, files: ImportedFiles) {
    self.pads = pads
    self.files = files
  }

  /// Makes a pad of a file, or says why not.
  func take(_ name: String) async -> ImportResult {
    guard let format = ImportFormat(fileName: name), let bytes = files.read(name) else {
      return ImportResult(file: name, notes: [ImportNote(.failed)])
    }
    var imported: ImportedPad
    do throws(FormatError) {
      imported = try await importer.read(bytes, as: format, called: name, for: "command")
    } catch {
      return failure(name, CommandFailure(error))
    }
    let pad = PadName.random().rawValue
    if format == .markdown {
      imported.showImages { address in files.image(at: address, in: name) }
    }
    imported.place(await addresses(of: imported.images, in: pad))
    var unfit: [String] = []
    _ = MetaChanges(imported: imported.fields, unfit: &unfit)
    imported.notes += unfit.map { ImportNote(.field, $0) }
    let answer = await pads.perform(
      .importPad(
        name: pad,
        text: imported.text,
        meta: Value.object(imported.fields).jsonText ?? "{}"
      )
    )
    guard case .done = answer else { return failure(name, CommandFailure(answer, pad: pad)) }
    return ImportResult(file: name, pad: pad, notes: imported.notes)
  }

  private func failure(_ name: String, _ failure: CommandFailure) -> ImportResult {
    ImportResult(file: name, notes: [ImportNote(.failed, failure.sentence.text)])
  }

  private func addresses(
    of images: [ImportedPad.Image],
    in pad: String
  ) async -> [String: String] {
    var addresses: [String: String] = [:]
    for image in images {
      let answer = await pads.perform(.keepImage(Data(image.bytes), pad: pad))
      guard case .kept(let name?) = answer else { continue }
      addresses[image.placeholder] = "/images/\(name)"
    }
    return addresses
  }
}
