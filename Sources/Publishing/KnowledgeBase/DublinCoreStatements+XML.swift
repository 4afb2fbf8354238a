// SPDX-License-Identifier: Apache-2.0

extension DublinCoreStatements {
  /// The statements as elements `dcterms:…`, one a line.
  ///
  /// `dcterms` and `xsi` are bound around them.
  var qualifiedXML: String {
    qualified.map { statement in
      let language = statement.language.map { " xml:lang=\"\(XMLText.escaped($0))\"" } ?? ""
      let scheme = statement.scheme.map { " xsi:type=\"dcterms:\($0)\"" } ?? ""
      return Self.element("dcterms:\(statement.term)", language + scheme, statement.value)
    }.joined()
  }

  /// The statements as elements `dc:…`, one a line; `dc` is bound around them.
  var simpleXML: String {
    simple.map { statement in
      let language = statement.language.map { " xml:lang=\"\(XMLText.escaped($0))\"" } ?? ""
      return Self.element("dc:\(statement.term)", language, statement.value)
    }.joined()
  }

  /// A document of them.
  var document: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <metadata xmlns:dcterms="http://purl.org/dc/terms/" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    \(qualifiedXML)</metadata>

    """
  }

  private static func element(_ name: String, _ attributes: String, _ value: String) -> String {
    "  <\(name)\(attributes)>\(XMLText.escaped(value))</\(name)>\n"
  }
}
