// SPDX-License-Identifier: Apache-2.0

/// Why a knowledge base could not be built, checked or brought to a home.
public enum KnowledgeBaseError: Error, Equatable, Sendable {
  /// The folder holds other things: it is neither empty nor a knowledge base.
  case foreignFolder(String)
  /// Somebody else changed files of the knowledge base; their paths, at most twenty.
  case changedByOthers([String])
  /// Another process builds in the folder.
  case busy
  /// A file or folder cannot be read or written: its path, and the system's reason.
  case file(String, reason: String)
  /// A path would leave the folder, or leads over a symbolic link.
  case unsafePath(String)
  /// An edition cannot be read.
  case unreadableEdition(address: String, number: Int)
  /// The data cannot be read: the reason.
  case data(String)
  /// Markdown cannot be rendered here.
  case noRenderer
  /// A program that is needed is not there, or failed: its name and its last words.
  case program(String, reason: String)
}
