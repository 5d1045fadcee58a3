#include "formats/json/json.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "util/text.hpp"

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace myatlas::formats {

namespace {

// Looks at a text before it becomes a document: members given twice (the last would win without a
// word), and how many an object has: each new one is looked for among all before it. The library's
// own watcher walks a whole list at the end of each of its parts.
class Guard : public nlohmann::json_sax<Json>
{
public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool start_object(std::size_t) override
  {
    m_members.emplace_back();
    return true;
  }
  bool end_object() override
  {
    m_members.pop_back();
    return true;
  }
  bool key(string_t& name) override
  {
    std::set<std::string>& members = m_members.back();
    if (!members.insert(name).second) {
      m_error = util::Error{"json.twice", {name}};
    } else if (members.size() > k_most_json_members) {
      m_error = util::Error{"json.members", {std::to_string(k_most_json_members)}};
    }
    return !m_error;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
  {
    return false;
  } // told by what follows

  const std::optional<util::Error>& error() const { return m_error; }

private:
  std::vector<std::set<std::string>> m_members;
  std::optional<util::Error> m_error;
};

// Deep nesting is refused before the parser builds it.
bool too_deep(std::string_view text)
{
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      i += c == '\\' ? 1 : 0;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth > k_most_json_depth) {
        return true;
      }
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

util::Error syntax_error(std::string_view text, std::size_t byte)
{
  const std::size_t end = std::min(byte, text.size());
  util::Error error{"json.syntax", {}};
  error.where.line = static_cast<std::uint64_t>(std::ranges::count(text.substr(0, end), '\n')) + 1;
  return error;
}

} // namespace

Json text_or_null(const std::string& text)
{
  return text.empty() ? Json(nullptr) : Json(text);
}

std::string json_text(const Json& json, int indent)
{
  return util::escaped_in_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

namespace {

// What keeps a text from being read at all.
std::optional<util::Error> refusal(std::string_view text)
{
  if (too_deep(text)) {
    return util::Error{"json.deep", {std::to_string(k_most_json_depth)}};
  }
  const std::size_t zero = text.find('\0');
  if (zero != text.npos) { // the library takes it for the end, whatever follows
    return syntax_error(text, zero);
  }
  return std::nullopt;
}

util::Result<Json> parse_guarded(std::string_view text)
{
  Guard guard;
  (void)Json::sax_parse(text, &guard);
  if (guard.error()) {
    return *guard.error();
  }
  return Json::parse(text);
}

util::Result<Json> parse_told(std::string_view text)
{
  try {
    return parse_guarded(text);
  } catch (const Json::parse_error& error) {
    return syntax_error(text, error.byte);
  } catch (const Json::exception&) { // a number beyond any
    return syntax_error(text, 0);
  }
}

std::string_view without_mark(std::string_view text)
{
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  return text;
}

} // namespace

util::Result<Json> parse_json(std::string_view text)
{
  if (text.size() > k_most_json_bytes) {
    return util::Error{"json.large", {std::to_string(k_most_json_bytes)}};
  }
  text = without_mark(text);
  if (const auto refused = refusal(text)) {
    return *refused;
  }
  return parse_told(text);
}

} // namespace myatlas::formats
