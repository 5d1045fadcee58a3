#include "store/postgres/url.hpp"

#include <algorithm>
#include <memory>

namespace myatlas::store::postgres {

namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

const PQconninfoOption* option(const PQconninfoOption* options, std::string_view keyword)
{
  for (; options != nullptr && options->keyword != nullptr; ++options) {
    if (options->keyword == keyword) {
      return options;
    }
  }
  return nullptr;
}

bool is_said(const PQconninfoOption* options, std::string_view keyword)
{
  const PQconninfoOption* found = option(options, keyword);
  return found != nullptr && found->val != nullptr && *found->val != '\0';
}

// By a variable or the service file: otherwise it is what libpq was built with.
bool is_changed(const PQconninfoOption& one)
{
  return one.compiled == nullptr || std::string_view(one.val) != one.compiled;
}

bool is_set_around(const PQconninfoOption* defaults, std::string_view keyword)
{
  const PQconninfoOption* found = option(defaults, keyword);
  return found != nullptr && found->val != nullptr && is_changed(*found);
}

// What stands between "//" and "@", and after "?", may be a secret that was mistyped.
std::string without_secrets(std::string url)
{
  url.resize(std::min(url.find('?'), url.size()));
  const std::size_t begin = url.find("//") + 2, at = url.rfind('@');
  const std::size_t colon = url.find(':', begin);
  if (at != url.npos && colon < at) {
    url.erase(colon, at - colon);
  }
  return url;
}

constexpr std::pair<const char*, const char*> k_unless_said[] = {
  {"sslmode", "verify-full"}, {"target_session_attrs", "read-write"},
  {"connect_timeout", "5"},   {"tcp_user_timeout", "10000"},
  {"keepalives_idle", "30"},  {"application_name", "myatlas"},
};

} // namespace

bool is_url(std::string_view text)
{
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

util::Result<Target> target_of(const Libpq& library, const std::string& url)
{
  char* reason = nullptr;
  const Options options(library.parse_url(url.c_str(), &reason), library.free_options);
  const std::string said = reason == nullptr ? "" : reason;
  library.free(reason);
  const std::string shown = without_secrets(url);
  if (!options) {
    return util::Error{"store.url_form", {shown, said.substr(0, said.find_last_not_of('\n') + 1)}};
  }
  if (is_said(options.get(), "password") || is_said(options.get(), "sslpassword")) {
    return util::Error{"store.url_password", {shown}};
  }
  const Options around(library.defaults(), library.free_options);
  Target target{.shown = shown, .keywords = {}, .values = {}};
  for (const auto& [keyword, value] : k_unless_said) {
    if (!is_said(options.get(), keyword) && !is_set_around(around.get(), keyword)) {
      target.keywords.emplace_back(keyword);
      target.values.emplace_back(value);
    }
  }
  target.keywords.insert(target.keywords.end(), {"dbname", "client_encoding"});
  target.values.insert(target.values.end(), {url, "UTF8"});
  return target;
}

Target on_any_server(Target target)
{
  target.keywords.emplace_back("target_session_attrs");
  target.values.emplace_back("any");
  return target;
}

std::vector<const char*> pointers(const std::vector<std::string>& texts)
{
  std::vector<const char*> found;
  for (const std::string& text : texts) {
    found.push_back(text.c_str());
  }
  found.push_back(nullptr);
  return found;
}

} // namespace myatlas::store::postgres
