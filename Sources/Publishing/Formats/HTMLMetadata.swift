// SPDX-License-Identifier: Apache-2.0

import Pads

/// What is known of a text, as lines in the head of its page.
struct HTMLMetadata {
  private(set) var lines = ""

  /// Writes it.
  init(_ pad: PadContents) {
    let about = Description(pad.meta)
    add("description", pad.metaText("description"))
    let tags = pad.metaTexts("tags")
    add("keywords", tags.isEmpty ? nil : tags.joined(separator: ", "))
    for name in about.authors { add("author", name) }
    for name in about.contributors { add("dcterms.contributor", name) }
    add("dcterms.date", pad.metaText("date"))
    for place in about.places { add("dcterms.spatial", DublinCore.point(place)) }
    for event in about.events { add("dcterms.temporal", DublinCore.period(event)) }
    for concept in about.concepts { add("dcterms.subject", concept) }
    add("dcterms.rights", pad.metaText("licence"))
    for relation in about.relations { add(relation) }
  }

  private mutating func add(_ name: String, _ text: String?) {
    guard let text else { return }
    lines += "<meta name=\"\(name)\" content=\"\(HTMLFormat.escaped(text))\">\n"
  }

  /// Another text by its address, where it has one that leads somewhere, or else by its title.
  private mutating func add(_ relation: Description.Relation) {
    let term = "dcterms.\(DublinCore.term(for: relation.kind))"
    guard let address = relation.target.flatMap(WebAddress.init) else {
      add(term, relation.title)
      return
    }
    let title = HTMLFormat.escaped(relation.title)
    let target = HTMLFormat.escaped(address.text)
    lines += "<link rel=\"\(term)\" href=\"\(target)\" title=\"\(title)\">\n"
  }
}
