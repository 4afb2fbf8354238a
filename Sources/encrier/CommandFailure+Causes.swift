// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import WebServer

extension CommandFailure {
  /// Why the server could not start.
  init(_ error: ServerError) {
    switch error {
    case .unknownHost(let host):
      self.init(
        french: "« \(host) » n'est pas une adresse de cette machine.",
        english: "\"\(host)\" is not an address of this machine."
      )
    case .portInUse(let host, let port):
      self.init(
        french: "Le port \(port) de \(host) est déjà pris : choisissez-en un autre avec --port.",
        english: "Port \(port) of \(host) is taken: choose another with --port."
      )
    case .portForbidden(let port):
      self.init(
        french: "Le port \(port) est réservé à l'administrateur de la machine.",
        english: "Port \(port) is reserved to the administrator of this machine."
      )
    case .cannotListen(let number):
      self.init(
        french: "Impossible d'écouter : \(Self.describe(number)).",
        english: "Cannot listen: \(Self.describe(number))."
      )
    case .cannotCreateContext:
      self.init(
        french: "Pas assez de mémoire ou de descripteurs de fichiers pour servir.",
        english: "Not enough memory or file descriptors to serve."
      )
    case .unreadableDirectory(let path):
      self.init(
        french: "Le dossier de la page, \(path), ne peut pas être lu.",
        english: "The folder of the page, \(path), cannot be read."
      )
    }
  }

  /// Why the data could not be used.
  init(_ error: StorageError) {
    switch error {
    case .folderInUse(let path):
      self.init(
        french: "Le dossier \(path) sert déjà à un autre Encrier.",
        english: "The folder \(path) is in use by another Encrier."
      )
    case .newerSchema:
      self.init(
        french: "Ces données viennent d'un Encrier plus récent ; rien n'a été touché.",
        english: "These data were written by a newer Encrier; nothing was touched."
      )
    case .foreignDatabase(let path):
      self.init(
        french: "\(path) appartient à un autre programme.",
        english: "\(path) belongs to another program."
      )
    case .unusable(let path, let number):
      self.init(
        french: "\(path) ne peut pas être utilisé : \(Self.describe(number)).",
        english: "\(path) cannot be used: \(Self.describe(number))."
      )
    case .full:
      self.init(french: "Le disque est plein.", english: "The disk is full.")
    default:
      self.init(
        french: "Les données ne peuvent pas être lues ou écrites (\(error)).",
        english: "The data cannot be read or written (\(error))."
      )
    }
  }

  private static func describe(_ number: Int32) -> String {
    String(cString: strerror(number))
  }
}
