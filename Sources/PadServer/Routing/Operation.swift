// SPDX-License-Identifier: Apache-2.0

/// What a route does, for people and for `openapi.json`.
struct Operation: Sendable {
  /// A query parameter.
  struct Parameter: Sendable {
    var name: String
    var description: String
    var schema: Schema
  }

  /// What a request carries.
  enum Body: Sendable {
    /// JSON of this shape; without a body it counts as an empty object when that is allowed.
    case json(Schema)
    /// Text in UTF-8.
    case markdown
    /// An image, whose kind its content tells.
    case image
    /// JSON of this shape, or a file of one of these media types.
    case jsonOrFile(Schema, [String])
  }

  /// What a successful answer carries.
  enum Content: Sendable {
    case json(Schema)
    case media(String)
    case none
  }

  /// One sentence without a full stop.
  var summary: String
  var parameters: [Parameter] = []
  var body: Body?
  var success: (status: Int, content: Content)
  /// The problems it may answer with, besides 400.
  var problems: [Int] = []
}
