// SPDX-License-Identifier: Apache-2.0

/// The small drawings on the site's pages.
enum SiteIcons {
  static let drop: Markup =
    "<svg class=\"drop\" viewBox=\"0 0 48 60\" aria-hidden=\"true\"><path d=\"M24 3c8 9.4 13.6 16.4 13.6 23.8a13.6 13.6 0 0 1-27.2 0C10.4 19.4 16 12.4 24 3Z\"/><path class=\"drop-shine\" d=\"M17.6 27.5a6.8 6.8 0 0 0 5.4 6.6\"/><path class=\"drop-line\" d=\"M5 54c6.5-3.4 11.5-3.4 19 0s12.5 3.4 19 0\"/></svg>"
  static let search = icon("M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20")
  static let map = icon(
    "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11ZM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z"
  )
  static let events = icon("M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4")
  static let genealogy = icon("M4 5h6v4H4zM14 15h6v4h-6zM4 15h6v4H4zM7 9v6M7 12h10v3")
  static let ideas = icon(
    "M9.5 18h5M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.7.5 1 1.3 1 2.1h5c0-.8.3-1.6 1-2.1A6 6 0 0 0 12 3Z"
  )

  private static func icon(_ path: String) -> Markup {
    "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"\(path)\"/></svg>"
  }
}
