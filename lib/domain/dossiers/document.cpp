#include "domain/dossiers/document.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::has_hidden;
using util::has_invisible;
using util::Outcome;
using util::printable;
using util::to_lower;

struct DocumentType
{
  DocumentKind kind;
  const char* name;
  const char* media_type;
  std::string_view magic;
  std::array<std::string_view, 2> extensions;
};

constexpr std::array k_document_types = {
  DocumentType{DocumentKind::pdf, "PDF", "application/pdf", "%PDF-", {".pdf", ""}},
  DocumentType{DocumentKind::png, "PNG", "image/png", "\x89PNG\r\n\x1a\n", {".png", ""}},
  DocumentType{DocumentKind::jpeg, "JPEG", "image/jpeg", "\xff\xd8\xff", {".jpg", ".jpeg"}},
  DocumentType{DocumentKind::xml, "XML", "application/xml", "<?xml", {".xml", ""}},
};

bool is_page(const std::string& head)
{
  return head.starts_with("<html") || head.starts_with("<!doctype");
}

bool begins_tag(std::string_view text)
{
  return text.size() > 2 && text[0] == '<' && (text[1] == '?' || util::is_alnum(text[1]));
}

// A root element without a declaration is XML too; an HTML page is not.
bool begins_like_xml(std::string_view content)
{
  content.remove_prefix(std::min(content.find_first_not_of(" \t\r\n"), content.size()));
  return begins_tag(content) && !is_page(to_lower(content.substr(0, 16)));
}

std::string_view without_mark(std::string_view content)
{
  return content.starts_with("\xef\xbb\xbf") ? content.substr(3) : content;
}

const DocumentType* type_of(std::string_view content)
{
  const std::string_view body = without_mark(content);
  const auto begins = [&](const DocumentType& type) { return body.starts_with(type.magic); };
  if (const DocumentType* found = util::find_first(k_document_types, begins)) {
    return found;
  }
  return begins_like_xml(body) ? &k_document_types.back() : nullptr;
}

bool named_so(const DocumentType& type, std::string_view file_name)
{
  const std::string name = to_lower(file_name);
  return std::ranges::any_of(
    type.extensions, [&](std::string_view end) { return !end.empty() && name.ends_with(end); });
}

} // namespace

const char* media_type(DocumentKind kind)
{
  return std::ranges::find(k_document_types, kind, &DocumentType::kind)->media_type;
}

namespace {

Outcome check_name(std::string_view file_name)
{
  const bool is_seen = !has_hidden(file_name) && !has_invisible(file_name);
  return util::fail_unless(is_seen, {"document.name", {printable(file_name)}});
}

} // namespace

util::Result<DocumentKind> document_kind(std::string_view file_name, std::string_view content)
{
  TRY(check_name(file_name));
  if (content.empty()) {
    return Error{"document.empty", {}};
  }
  const std::string name(file_name);
  const DocumentType* type = type_of(content);
  if (type == nullptr) {
    return Error{"document.kind", {name}};
  }
  if (!named_so(*type, file_name)) {
    return Error{"document.extension", {name, type->name}};
  }
  return type->kind;
}

} // namespace myatlas::domain
