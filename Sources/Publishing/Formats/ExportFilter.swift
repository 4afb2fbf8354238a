// SPDX-License-Identifier: Apache-2.0

/// What pandoc does with a text of ours before it writes it, in Lua.
enum ExportFilter {
  /// The filter, before which stand the table `known` and whether it `isBook`: a reader of books follows
  /// whole addresses only, and judges them.
  static let source = #"""
    local stringify = pandoc.utils.stringify

    -- What no XML can hold, as the other formats have it, too.
    local function clean(text)
      return (text:gsub("[\1-\8\11\12\14-\31]", "\u{FFFD}"):gsub("\u{FFFE}", "\u{FFFD}")
        :gsub("\u{FFFF}", "\u{FFFD}"))
    end

    -- What is known of the text, word for word.
    local function Meta(meta)
      local function said(text) return pandoc.MetaInlines({ pandoc.Str(clean(text)) }) end
      for key, value in pairs(known) do
        if type(value) == "table" then
          local list = {}
          for number, text in ipairs(value) do list[number] = said(text) end
          meta[key] = pandoc.MetaList(list)
        else
          meta[key] = said(value)
        end
      end
      return meta
    end

    -- Images that lie beside the text stay; others become links to them, and are never fetched.
    local function Image(image)
      local name = image.src:match("^/images/([0-9a-f]+%.%a+)$")
      if name then
        local file = io.open("images/" .. name, "rb")
        if file then
          file:close()
          image.src = "images/" .. name
          image.title = clean(image.title)
          return image
        end
      end
      local text = image.caption
      if #text == 0 then text = { pandoc.Str(image.src) } end
      if image.src:match("^https?://") then return pandoc.Link(text, image.src) end
      return pandoc.Span(text)
    end

    -- Of HTML only breaks, as people put them into tables.
    local function RawInline(raw)
      if raw.format == "html" and raw.text:lower():match("^<br%s*/?>$") then
        return pandoc.LineBreak()
      end
      return {}
    end

    local function RawBlock()
      return {}
    end

    local function cleaned(element)
      element.text = clean(element.text)
      return element
    end

    -- Whether something says words, beside its images and footnotes.
    local function hasWords(element)
      local without = { Image = function() return {} end, Note = function() return {} end }
      local isBlock = element.t == "Header"
      local rest = isBlock and pandoc.walk_block(element, without) or pandoc.walk_inline(element, without)
      local text = stringify(rest)
      for _, space in ipairs({ "\u{A0}", "\u{2028}", "\u{3000}", "\u{FEFF}" }) do
        text = text:gsub(space, "")
      end
      return text:gsub("\xE2\x80[\x80-\x8F]", ""):match("%S") ~= nil
    end

    -- Books list their headings, and pandoc loses the images of that list.
    local function withImagesBehind(header)
      local images = {}
      local plain = pandoc.walk_block(header, {
        Image = function(image)
          images[#images + 1] = image
          return {}
        end,
      })
      return #images > 0 and { plain, pandoc.Para(images) } or nil
    end

    -- Headings that say something, and where links may lead.
    local places = {}
    local taken = {}
    local counts = {}

    -- Each is called differently, and nothing as pandoc calls its notes, its code and a book's own title.
    local function name(header)
      local old = header.identifier
      local isPandocs = old:match("^fn%d") or old:match("^fnref%d") or old:match("^cb%d")
      local name = (isBook or isPandocs) and "h-" .. old or old
      local unique = name
      while taken[unique] do
        counts[name] = (counts[name] or 0) + 1
        unique = name .. "-" .. counts[name]
      end
      taken[unique] = true
      places[old] = places[old] or unique
      header.identifier = unique
    end

    local function Header(header)
      if hasWords(header) then
        name(header)
        return isBook and withImagesBehind(header) or header
      end
      if #header.content == 0 or not isBook then return #header.content == 0 and {} or nil end
      return pandoc.Para(header.content)
    end

    -- Whether a host's name can be one; names in other letters no reader of books takes.
    local function isHost(name)
      if name:match("^%[[%x:.]+%]$") then return true end
      if name:match("^%d+%.%d+%.%d+%.%d+$") then
        for part in name:gmatch("%d+") do
          if #part > 3 or tonumber(part) > 255 then return false end
        end
        return true
      end
      for label in (name .. "."):gmatch("([^.]*)%.") do
        if not label:match("^%w[%w-]*$") or label:match("-$") or #label > 63 then return false end
      end
      -- Readers take a number at the end for a part of a numeric address.
      local last = name:match("[^.]*$"):lower()
      return not last:match("^%d+$") and not last:match("^0x%x*$") and #name < 254
    end

    -- Whole addresses as RFC 3986 has them; none for what is none.
    local schemes = { http = true, https = true, mailto = true, tel = true, ftp = true }
    local function whole(target)
      local text = target:gsub("^%s+", ""):gsub("%s+$", "")
      local scheme, rest = text:match("^(%a[%w+.-]*):(.*)$")
      if not scheme or not schemes[scheme:lower()] then return nil end
      local host = ""
      if not rest:match("^//") then
        if rest == "" or scheme:lower():match("^http") or scheme:lower() == "ftp" then return nil end
      else
        host, rest = rest:match("^(//[^/?#\\]*)(.*)$")
        rest = rest:gsub("^\\", "/")
        local name = host:gsub("^//", ""):gsub("^[%w._~%%!$&'()*+,;=:-]*@", ""):gsub(":%d*$", "")
        if not isHost(name) then return nil end
      end
      local path, fragment = rest:match("^([^#]*)#?(.*)$")
      local function encoded(part)
        return (part:gsub("%%(%x?%x?)", function(hex) return #hex == 2 and "%" .. hex or "%25" .. hex end)
          :gsub("[^%w%%._~:/?@!$&'()*+,;=-]", function(byte) return string.format("%%%02X", byte:byte()) end))
      end
      if rest:match("#") then fragment = "#" .. encoded(fragment) end
      return scheme .. ":" .. host .. encoded(path) .. fragment
    end

    -- The address of a link; none where it leads nowhere from a file that stands alone.
    local function address(target)
      local place = target:match("^#(.*)$")
      if place then return places[place] and "#" .. places[place] end
      local isWhole = target:match("^[%s%c]*%a[%w+.-]*:")
      if isBook or isWhole then return whole(target) end
      return target:match("%S") and clean(target)
    end

    -- A link in a link is one.
    local function Link(link)
      local plain = pandoc.walk_inline(link, { Link = function(inner) return inner.content end })
      local target = address(plain.target)
      if not target or #plain.content == 0 then return plain.content end
      plain.target = target
      plain.title = clean(plain.title)
      return plain
    end

    return {
      {
        Image = Image, RawInline = RawInline, RawBlock = RawBlock, Str = cleaned, Code = cleaned,
        CodeBlock = cleaned,
      },
      { Header = Header },
      { Link = Link, Meta = Meta },
    }
    """#
}
