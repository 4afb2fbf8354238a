// SPDX-License-Identifier: Apache-2.0

import Pads

/// The page with the genealogy of texts.
struct SiteGenealogy {
  private let base: KnowledgeBase
  private let families: [Genealogy.Family]
  private let frame: SiteFrame

  init(_ base: KnowledgeBase, _ families: [Genealogy.Family], _ frame: SiteFrame) {
    self.base = base
    self.families = families
    self.frame = frame
  }

  var html: String {
    let words = frame.words
    let sections = families.enumerated().map { section($1, $0 + 1) }
    return frame.page(
      words.genealogy,
      section: "genealogy.html",
      kind: "genealogies",
      """
      <header class="page-head"><h1>\(words.genealogy)</h1><p class="lead">\(words.genealogyHint)</p></header>
      \(frame.shown("\(GenealogyDrawing.ends)\(GenealogyDrawing.legend(families, words))\(sections)", unless: families.isEmpty, words.noRelations))
      """
    )
  }

  private func section(_ family: Genealogy.Family, _ number: Int) -> Markup {
    let words = frame.words
    let middle = family.middle?.text.map { SiteNames.title($0.newest, words) } ?? ""
    let quoted =
      frame.language == .fr ? "«\u{A0}\(middle)\u{A0}»" : "“\(middle)”"
    let drawing =
      family.nodes.count > GenealogyDrawing.maximumNodes
      ? "<p class=\"notice\">\(words.tooLargeToDraw)</p>\n"
      : GenealogyDrawing(family, frame).markup("\(words.genealogy) \(number)")
    return """
      <section class="family" aria-labelledby="family-\(number)">
      <h2 id="family-\(number)">\(words.family) <bdi>\(quoted)</bdi></h2>
      \(drawing)<details class="family-list" aria-label="\(words.asList)" open><summary>\(words.asList)</summary>
      <ul class="plain-list">\(list(family))</ul></details>
      </section>

      """
  }

  /// Each text with its relations both ways.
  private func list(_ family: Genealogy.Family) -> [Markup] {
    var said = [[Markup]](repeating: [], count: family.nodes.count)
    for edge in family.edges {
      said[edge.from].append(
        "<li><span class=\"relation\">\(frame.words.relation(edge.kind))</span> \(name(family.nodes[edge.to]))</li>"
      )
      said[edge.to].append(
        "<li><span class=\"relation\">\(frame.words.backRelation(edge.kind))</span> \(name(family.nodes[edge.from]))</li>"
      )
    }
    return zip(family.nodes, said).map { node, said in
      let date: Markup =
        node.date.map { " <span class=\"quiet\">\($0.words(frame.language))</span>" } ?? .nothing
      return "<li>\(name(node))\(date)<ul>\(said)</ul></li>\n"
    }
  }

  private func name(_ node: Genealogy.Node) -> Markup {
    if let text = node.text {
      let title = SiteNames.title(text.newest, frame.words)
      return "<a href=\"\(frame.local(SitePages.path(text.newest)))\"><bdi>\(title)</bdi></a>"
    }
    let elsewhere: Markup = " <span class=\"quiet\">(\(frame.words.elsewhere))</span>"
    guard let target = node.target else {
      return "<cite><bdi>\(node.title)</bdi></cite>\(elsewhere)"
    }
    return "<a class=\"outside\" href=\"\(target.text)\"><bdi>\(node.title)</bdi></a>\(elsewhere)"
  }
}
