#pragma once

#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::store::postgres {

// What a server's refusal means, by its SQLSTATE (documentation of PostgreSQL 15, appendix A).
const char* code_of_state(std::string_view state);

// The error of that code: store.… (where, what the server said).
util::Error error_of_state(std::string_view state, const std::string& where,
                           const std::string& said);

// store.server_old, store.encoding: what a server must be. `version` as libpq tells it, 150018
// for 15.18.
util::Outcome check_server(int version, const char* encoding, const std::string& where);

// What pg_xact_status says of a commit whose answer was lost: store.not_done, store.fate_unknown,
// or nothing where it was done.
util::Outcome outcome_of_commit(std::string_view fate, const std::string& where);

// The SQLSTATE in a message of libpq that was asked to tell it ("FATAL:  28P01: …"); empty: there
// is none.
std::string state_in(std::string_view message);

// A message in one line, without its last newline.
std::string one_line(std::string_view message);

} // namespace myatlas::store::postgres
