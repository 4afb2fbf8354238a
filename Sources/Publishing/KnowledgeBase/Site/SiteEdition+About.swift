// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

extension SiteEdition {
  /// What is known of the edition beside its text.
  var about: Markup {
    let named = page.text.newest.description.named
    return [
      description(named), relations, editions, contributors, citation, downloads,
    ].joined("\n")
  }

  private func section(_ title: String, _ name: String, _ body: Markup) -> Markup {
    guard !body.isEmpty else { return .nothing }
    return """
      <section class="about-\(Markup(trusted: name))" aria-labelledby="about-\(Markup(trusted: name))">
      <h2 id="about-\(Markup(trusted: name))">\(title)</h2>
      \(body)
      </section>
      """
  }

  private func row(_ name: String, _ value: Markup) -> Markup {
    value.isEmpty ? .nothing : "<div><dt>\(name)</dt><dd>\(value)</dd></div>\n"
  }

  private func description(_ named: Set<String>) -> Markup {
    let about = card.description
    func entity(_ kind: KnownEntity.Kind, _ name: String) -> Markup {
      let isLinked = named.contains("\(kind.siteFolder)/\(Slug.of(name))")
      return SiteNames.entity(kind, name, isLinked: isLinked, frame)
    }
    func people(_ kind: Description.Person.Kind, as known: KnownEntity.Kind) -> Markup {
      list(
        about.people.filter { $0.kind == kind }.map { person in
          let roles = person.roles.map(words.role).joined(separator: ", ")
          let said: Markup =
            roles.isEmpty ? .nothing : " <span class=\"quiet\">(<bdi>\(roles)</bdi>)</span>"
          return "\(entity(known, person.name))\(said)"
        }
      )
    }
    var facts: Markup = ""
    if let date = card.siteDate { facts = row(words.date, "\(date.words(frame.language))") }
    let code = card.text("language")
    let rows = [
      facts,
      row(words.people, people(.person, as: .person)),
      row(words.organisations, people(.organisation, as: .organisation)),
      row(words.places, list(about.places.map { entity(.place, $0.name) })),
      row(words.events, list(about.events.map { event(entity(.event, $0.name), $0) })),
      row(words.concepts, list(about.concepts.map { entity(.concept, $0) })),
      row(words.textLanguage, code.map { "<bdi>\(words.languageName($0))</bdi>" } ?? .nothing),
      row(
        words.licence,
        card.text("licence").map(SiteLicence.markup)
          ?? "<span class=\"quiet\">\(words.noLicence)</span>"
      ),
      row(words.signers, list(card.manifest.signers.map { "<bdi>\($0)</bdi>" })),
      row(words.note, card.manifest.note.map { "<bdi>\($0)</bdi>" } ?? .nothing),
    ]
    return section(words.aboutText, "facts", "<dl class=\"facts\">\n\(rows)</dl>")
  }

  private func list(_ items: [Markup]) -> Markup {
    guard !items.isEmpty else { return .nothing }
    return items.count == 1
      ? items[0] : "<ul>\(items.map { "<li>\($0)</li>" as Markup })</ul>"
  }

  private func event(_ name: Markup, _ event: Description.Event) -> Markup {
    var more: [Markup] = []
    if let date = event.date { more.append(SiteEvents.period(date, event.end, words)) }
    if let place = event.place { more.append("<bdi>\(place)</bdi>") }
    return more.isEmpty ? name : "\(name) <span class=\"quiet\">(\(more.joined(", ")))</span>"
  }

  private var relations: Markup {
    var items = page.relations.map { relation, other -> Markup in
      let title = other.map { SiteNames.title($0.newest, words) } ?? relation.title
      return
        "<li><span class=\"relation\">\(words.relation(relation.kind))</span> \(target(title, relation, other))</li>"
    }
    items += page.backlinks.map { relation, from -> Markup in
      "<li><span class=\"relation\">\(words.backRelation(relation.kind))</span> \(link(from))</li>"
    }
    guard !items.isEmpty else { return .nothing }
    let family: Markup =
      page.relations.isEmpty && page.backlinks.isEmpty || card.number != page.text.newest.number
      ? .nothing
      : "<p><a href=\"\(frame.local("genealogy.html"))\">\(words.genealogy)</a></p>"
    return section(words.relations, "relations", "<ul class=\"relations\">\(items)</ul>\(family)")
  }

  private func link(_ text: KnowledgeBase.Text) -> Markup {
    let title = SiteNames.title(text.newest, words)
    return "<a href=\"\(frame.local(SitePages.path(text.newest)))\"><bdi>\(title)</bdi></a>"
  }

  private func target(
    _ title: String,
    _ relation: Description.Relation,
    _ other: KnowledgeBase.Text?
  ) -> Markup {
    if let other { return link(other) }
    guard let address = relation.target.flatMap(WebAddress.init) else {
      return "<cite><bdi>\(title)</bdi></cite>"
    }
    return
      "<a href=\"\(address.text)\" class=\"outside\"><bdi>\(title)</bdi></a> <span class=\"quiet\">(\(words.elsewhere))</span>"
  }

  private var editions: Markup {
    let items = page.text.editions.reversed().map { other -> Markup in
      let finished = SiteDate(other.manifest.finished)?.words(frame.language) ?? ""
      let name = words.edition(other.number)
      guard other.number != card.number else {
        return
          "<li><strong>\(name)</strong> <span class=\"quiet\">\(finished) (\(words.thisEdition))</span></li>"
      }
      return
        "<li><a href=\"\(frame.local(SitePages.path(other)))\">\(name)</a> <span class=\"quiet\">\(finished)</span></li>"
    }
    return section(words.editions, "editions", "<ol class=\"editions\">\(items)</ol>")
  }

  private var contributors: Markup {
    let all = card.contributors.filter { $0.length > 0 }
    let total = all.reduce(0) { $0 + $1.length }
    guard total > 0 else { return .nothing }
    var items = all.compactMap { one -> Markup? in
      guard let name = one.name, !name.isEmpty else { return nil }
      let share = one.length * 100 / total
      let part = share == 0 ? "< 1" : "\(share)"
      return
        "<li><bdi>\(name)</bdi> <span class=\"quiet\">\(part)\(frame.language == .fr ? "\u{202F}" : "")%</span></li>"
    }
    guard !items.isEmpty else { return .nothing }
    let nameless = all.count { $0.name?.isEmpty ?? true }
    if nameless > 0 { items.append("<li class=\"quiet\">\(words.others(nameless))</li>") }
    return section(words.contributors, "contributors", "<ul>\(items)</ul>")
  }

  private var citation: Markup {
    section(
      words.howToCite,
      "citation",
      "<p class=\"citation\">\(SiteCitation.markup(card, frame, settings))</p>"
    )
  }

  private var downloads: Markup {
    let items = files.map { ending -> Markup in
      "<li><a href=\"\(file(ending))\">\(SiteFiles.name(ending, words))</a></li>"
    }
    return section(
      words.formats,
      "files",
      """
      <ul>\(items)</ul>
      <p class="fingerprint"><span class="quiet">\(words.fingerprint)</span> <code>\(card.sha256)</code></p>
      """
    )
  }
}
