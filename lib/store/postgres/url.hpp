#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/postgres/libpq.hpp"
#include "util/result.hpp"

namespace myatlas::store::postgres {

bool is_url(std::string_view text); // "postgresql://…" or "postgres://…"

// How libpq is to connect. What the URL and libpq's own variables and service file do not say is:
// encrypted and with a server that proves who it is (verify-full) but on a socket of this machine,
// the one of several hosts that takes writes, and no waiting without an end.
struct Target
{
  std::string shown; // the URL, for messages: without what may be a secret
  std::vector<std::string> keywords, values;
};

// As libpq takes a list of texts: with a null behind the last, for as long as they are there.
std::vector<const char*> pointers(const std::vector<std::string>& texts);

// store.url_password: a password in it would show in the list of processes and in the shell's
// history. store.url_form (what libpq says).
util::Result<Target> target_of(const Libpq& library, const std::string& url);

// As that target, whether the server takes writes or not.
Target on_any_server(Target target);

} // namespace myatlas::store::postgres
