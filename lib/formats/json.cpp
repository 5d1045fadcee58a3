#include "formats/json.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "util/text.hpp"

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace myatlas::formats {

namespace {

// Watches the parser: depth, and members given twice (the last would win without a word).
class Guard
{
public:
  bool operator()(int depth, Json::parse_event_t event, Json& parsed)
  {
    if (depth > k_most_json_depth) {
      note({"json.deep", {std::to_string(k_most_json_depth)}});
    } else if (event == Json::parse_event_t::object_start) {
      m_members.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      m_members.pop_back();
    } else if (event == Json::parse_event_t::key && !m_members.back().insert(parsed.get<std::string>()).second) {
      note({"json.twice", {parsed.get<std::string>()}});
    }
    return true;
  }
  const std::optional<util::Error>& error() const { return m_error; }

private:
  void note(util::Error error)
  {
    if (!m_error) {
      m_error = std::move(error);
    }
  }

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

util::Result<Json> parse_json(std::string_view text)
{
  if (text.size() > k_most_json_bytes) {
    return util::Error{"json.large", {std::to_string(k_most_json_bytes)}};
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  if (too_deep(text)) {
    return util::Error{"json.deep", {std::to_string(k_most_json_depth)}};
  }
  Guard guard;
  try {
    Json document = Json::parse(text, [&](int depth, Json::parse_event_t event, Json& parsed) {
      return guard(depth, event, parsed);
    });
    return guard.error() ? util::Result<Json>(*guard.error()) : util::Result<Json>(std::move(document));
  } catch (const Json::parse_error& error) {
    return syntax_error(text, error.byte);
  } catch (const Json::exception&) { // a number beyond any
    return syntax_error(text, 0);
  }
}

} // namespace myatlas::formats
