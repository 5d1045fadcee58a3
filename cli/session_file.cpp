#include "session_file.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

#include "formats/json/json.hpp"
#include "settings.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace fs = std::filesystem;
using formats::Json;

SessionFile::SessionFile(const Env& env) : m_path(folder_of(env, "XDG_STATE_HOME", ".local/state"))
{
  m_path = m_path.empty() ? m_path : m_path / "session.json";
}

namespace {

using Entry = SessionFile::Entry;

// A member of an entry that is a text; empty without one.
std::string text_in(const Json& entry, const char* name)
{
  const auto found = entry.is_object() ? entry.find(name) : entry.end();
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<Json> json_in(const fs::path& path)
{
  constexpr std::size_t k_most_bytes = 64U * 1024;
  TRY_ASSIGN(const std::string content, util::read_file(path, k_most_bytes));
  return formats::parse_json(content);
}

// Who acts is not known where it cannot be read: not the operator.
Result<Json> sessions_in(const fs::path& path)
{
  const auto json = json_in(path);
  if (!json || !json->is_object() || !json->contains("sessions")) {
    return Error{"session.file_spoiled", {path.string()}};
  }
  return (*json)["sessions"];
}

bool is_same_email(const std::string& one, const std::string& other)
{
  return util::to_lower(one) == util::to_lower(other);
}

std::vector<Entry> entries_of(const Json& sessions)
{
  std::vector<Entry> entries;
  for (const Json& session : sessions) {
    Entry entry{text_in(session, "email"), text_in(session, "token"), text_in(session, "expires")};
    if (!entry.email.empty() && !entry.token.empty()) {
      entries.push_back(std::move(entry));
    }
  }
  return entries;
}

Json json_of(const Entry& entry)
{
  return {{"email", entry.email}, {"token", entry.token}, {"expires", entry.expires}};
}

std::string text_of(const std::vector<Entry>& entries)
{
  Json sessions = Json::array();
  std::ranges::transform(entries, std::back_inserter(sessions), json_of);
  return Json{{"schema", "myatlas/session-file/1"}, {"sessions", sessions}}.dump(1) + "\n";
}

void remove(const std::string& email, std::vector<Entry>& entries)
{
  std::erase_if(entries, [&](const Entry& entry) { return is_same_email(entry.email, email); });
}

} // namespace

Result<std::vector<SessionFile::Entry>> SessionFile::read() const
{
  std::error_code unreachable;
  if (!fs::exists(m_path, unreachable)) {
    return std::vector<Entry>();
  }
  if (util::open_to_others(m_path)) {
    return Error{"session.file_open", {m_path.string()}};
  }
  TRY_ASSIGN(const Json sessions, sessions_in(m_path));
  return entries_of(sessions);
}

Outcome SessionFile::write(const std::vector<Entry>& entries) const
{
  if (m_path.empty()) {
    return Error{"home.unknown", {}};
  }
  TRY(util::make_private_folder(m_path.parent_path()));
  return util::write_file(m_path, text_of(entries));
}

Result<std::optional<util::Secret>> SessionFile::token(const std::string& email) const
{
  TRY_ASSIGN(const std::vector<Entry> entries, read());
  for (const Entry& entry : entries | std::views::reverse) {
    if (email.empty() || is_same_email(entry.email, email)) {
      return std::optional(util::Secret(entry.token));
    }
  }
  return std::optional<util::Secret>();
}

Outcome SessionFile::remember(const std::string& email, const util::Secret& token,
                              util::Instant expires)
{
  TRY_ASSIGN(std::vector<Entry> entries, read());
  remove(email, entries);
  entries.push_back({email, std::string(token.reveal()), util::to_rfc3339(expires)});
  return write(entries);
}

Outcome SessionFile::forget(const std::string& email)
{
  TRY_ASSIGN(std::vector<Entry> entries, read());
  if (entries.empty()) {
    return Done{};
  }
  remove(email.empty() ? std::string(entries.back().email) : email, entries);
  return write(entries);
}

std::string SessionFile::in_use() const
{
  const Result<std::vector<Entry>> entries = read();
  return entries && !entries->empty() ? entries->back().email : "";
}

} // namespace myatlas::cli
