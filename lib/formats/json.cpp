#include "formats/json.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "util/text.hpp"

template class nlohmann::basic_json<nlohmann::ordered_map>;

namespace myatlas::formats {

namespace {

// Watches the parser: depth, members given twice (the last would win without a word), and how many an object has: each new one is
// looked for among all before it. Members are kept as long as nothing is wrong.
class Guard
{
public:
  bool operator()(int depth, Json::parse_event_t event, Json& parsed)
  {
    if (!m_error) {
      look(depth, event, parsed);
    }
    return !m_error || event != Json::parse_event_t::key;
  }
  const std::optional<util::Error>& error() const { return m_error; }

private:
  void look(int depth, Json::parse_event_t event, Json& parsed)
  {
    if (depth > k_most_json_depth) {
      m_error = util::Error{"json.deep", {std::to_string(k_most_json_depth)}};
    } else if (event == Json::parse_event_t::object_start) {
      m_members.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      m_members.pop_back();
    } else if (event == Json::parse_event_t::key) {
      take(parsed.get_ref<const std::string&>());
    }
  }

  void take(const std::string& name)
  {
    std::set<std::string>& members = m_members.back();
    if (!members.insert(name).second) {
      m_error = util::Error{"json.twice", {name}};
    } else if (members.size() > k_most_json_members) {
      m_error = util::Error{"json.members", {std::to_string(k_most_json_members)}};
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

std::string json_text(const Json& json, int indent)
{
  return util::escaped_in_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
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
