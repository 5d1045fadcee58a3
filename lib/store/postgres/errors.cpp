#include "store/postgres/errors.hpp"
#include "util/ranges.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace myatlas::store::postgres {

namespace {

struct StateMeaning
{
  std::string_view begins; // of the SQLSTATE
  const char* code;
};

// The first that fits.
constexpr StateMeaning k_state_meanings[] = {
  {"55P03",
   "store.locked"}, // lock_not_available: another writer held it for longer than lock_timeout
  {"40001", "store.locked"},         // serialization_failure
  {"40P01", "store.locked"},         // deadlock_detected
  {"57014", "store.server_timeout"}, // query_canceled: statement_timeout, or an administrator
  {"53100", "disk.full"},            // disk_full
  {"53300", "store.server_busy"},    // too_many_connections
  {"53", "store.server_busy"},       // insufficient_resources
  {"57P03", "store.server_busy"},    // cannot_connect_now: it is starting or stopping
  {"57P0", "store.connection"},      // it is being stopped
  {"08", "store.connection"},        // connection exceptions
  {"25006", "store.replica"},        // read_only_sql_transaction
  {"28", "store.not_let_in"},     // invalid_authorization: a wrong password, no rule in pg_hba.conf
  {"3D000", "store.no_database"}, // invalid_catalog_name
  {"42501", "store.no_right"},    // insufficient_privilege
  {"42P01", "store.changed_schema"}, // undefined_table
  {"42703", "store.changed_schema"}, // undefined_column
  {"22021", "store.text"},           // character_not_in_repertoire
  {"22P05", "store.text"},           // untranslatable_character
  {"XX001", "store.corrupt"},        // data_corrupted
  {"XX002", "store.corrupt"},        // index_corrupted
  {"58", "store.io"},                // system_error
};

bool may_stand_in_state(unsigned char c)
{
  return std::isupper(c) != 0 || std::isdigit(c) != 0;
}

bool is_state(std::string_view text)
{
  return text.size() == 5 && std::ranges::all_of(text, may_stand_in_state);
}

} // namespace

const char* code_of_state(std::string_view state)
{
  const auto* found = util::find_first(
    k_state_meanings, [&](const StateMeaning& one) { return state.starts_with(one.begins); });
  return found == nullptr ? "store.engine" : found->code;
}

util::Error error_of_state(std::string_view state, const std::string& where,
                           const std::string& said)
{
  return {code_of_state(state), {where, said}};
}

util::Outcome check_server(int version, const char* encoding, const std::string& where)
{
  constexpr int k_oldest_server = 150'000;
  if (version < k_oldest_server) {
    return util::Error{"store.server_old",
                       {where, fmt::format("{}.{}", version / 10'000, version % 10'000)}};
  }
  const std::string_view found = encoding == nullptr ? "?" : encoding;
  return found == "UTF8"
           ? util::Outcome(util::Done{})
           : util::Outcome(util::Error{"store.encoding", {where, std::string(found)}});
}

util::Outcome outcome_of_commit(std::string_view fate, const std::string& where)
{
  const char* const code = fate == "aborted" ? "store.not_done" : "store.fate_unknown";
  return util::fail_unless(fate == "committed", {code, {where}});
}

std::string state_in(std::string_view message)
{
  for (std::size_t at = message.find(":  "); at != message.npos; at = message.find(":  ", at + 1)) {
    const std::string_view state = message.substr(at + 3, 5);
    if (is_state(state) && message.substr(at + 8, 1) == ":") {
      return std::string(state);
    }
  }
  return "";
}

std::string one_line(std::string_view message)
{
  std::string line(message.substr(0, message.find_last_not_of('\n') + 1));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

} // namespace myatlas::store::postgres
