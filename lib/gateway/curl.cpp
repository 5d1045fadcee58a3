#include "gateway/curl.hpp"

#include <algorithm>
#include <array>

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

void find_mime(const util::SharedLibrary& shared, Curl& c)
{
  shared.find("curl_mime_init", c.mime);
  shared.find("curl_mime_free", c.free_mime);
  shared.find("curl_mime_addpart", c.add_part);
  shared.find("curl_mime_name", c.part_name);
  shared.find("curl_mime_data", c.part_data);
  shared.find("curl_mime_type", c.part_type);
  shared.find("curl_mime_filename", c.part_filename);
  shared.find("curl_mime_encoder", c.part_encoder);
  shared.find("curl_mime_subparts", c.subparts);
  shared.find("curl_mime_headers", c.part_headers);
}

util::Result<Curl> found()
{
  TRY_ASSIGN(const auto shared, util::SharedLibrary::open(util::k_curl_library, "network.library"));
  Curl c;
  shared.find("curl_easy_init", c.init);
  shared.find("curl_easy_cleanup", c.cleanup);
  shared.find("curl_easy_reset", c.reset);
  shared.find("curl_easy_setopt", c.setopt);
  shared.find("curl_easy_getinfo", c.getinfo);
  shared.find("curl_easy_perform", c.perform);
  shared.find("curl_easy_strerror", c.strerror);
  shared.find("curl_slist_append", c.append);
  shared.find("curl_slist_free_all", c.free_list);
  find_mime(shared, c);
  return c;
}

constexpr long k_stalled_bytes = 1000; // a second

std::string up_to_path(const std::string& text)
{
  return text.substr(0, text.find_first_of("/?#"));
}

// What of a URL is between "://" and the path.
std::string authority_of(const std::string& url)
{
  const auto begin = url.find("://");
  return begin == url.npos ? "" : up_to_path(url.substr(begin + 3));
}

long count_of(std::chrono::seconds time)
{
  return static_cast<long>(time.count());
}

bool is_at(const std::string& authority, const std::string& name)
{
  return authority == name || authority.starts_with(name + ":");
}

bool is_this_machine(const std::string& authority)
{
  return is_at(authority, "localhost") || is_at(authority, "127.0.0.1") ||
         is_at(authority, "[::1]");
}

} // namespace

util::Result<const Curl*> load_curl()
{
  return util::load_once<found>();
}

util::Result<Handle> Handle::make()
{
  TRY_ASSIGN(const Curl* curl, load_curl());
  CURL* handle = curl->init();
  if (handle == nullptr) {
    return util::Error{"network.library", {util::k_curl_library}};
  }
  return Handle(curl, handle);
}

// What every transfer keeps to.
void Handle::bind()
{
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  check_server();
}

void Handle::check_server()
{
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
}

void Handle::limit(const Limits& limits)
{
  set(CURLOPT_CONNECTTIMEOUT, count_of(limits.connect));
  set(CURLOPT_TIMEOUT, count_of(limits.total));
  set(CURLOPT_LOW_SPEED_LIMIT, k_stalled_bytes);
  set(CURLOPT_LOW_SPEED_TIME, count_of(limits.stalled));
}

void Handle::begin(const std::string& url, const char* protocols, const Limits& limits,
                   const std::string& ca_file)
{
  m_curl->reset(get());
  m_refused = CURLE_OK;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, protocols);
  bind();
  limit(limits);
  set(CURLOPT_ERRORBUFFER, m_words.get());
  m_words[0] = '\0';
  trust(ca_file);
  if (is_this_machine(authority_of(url))) {
    set(CURLOPT_NOPROXY, "*"); // a proxy of the environment is for others
  }
}

// Instead of the system's, which libcurl would read from their folder besides; empty: those.
void Handle::trust(const std::string& ca_file)
{
  if (!ca_file.empty()) {
    trust_alone(ca_file);
  }
}

void Handle::trust_alone(const std::string& ca_file)
{
  const char* const none = nullptr;
  set(CURLOPT_CAINFO, ca_file.c_str());
  set(CURLOPT_CAPATH, none);
  set(CURLOPT_PROXY_CAINFO, ca_file.c_str());
  set(CURLOPT_PROXY_CAPATH, none);
}

long Handle::response() const
{
  long code = 0;
  m_curl->getinfo(get(), CURLINFO_RESPONSE_CODE, &code);
  return code;
}

std::string Handle::reason(CURLcode code) const
{
  return m_words[0] != '\0' ? util::printable(m_words.get()) : m_curl->strerror(code);
}

util::Error network_error(const std::string& host, CURLcode code, const std::string& reason)
{
  switch (code) {
  case CURLE_OPERATION_TIMEDOUT:
    return util::Error{"network.timeout", {host}};
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CONNECT_ERROR:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_SSL_ISSUER_ERROR:
  case CURLE_USE_SSL_FAILED:
    return util::Error{"network.tls", {host, reason}};
  default:
    return util::Error{"network.down", {host, reason}};
  }
}

namespace {

std::string without_user(const std::string& authority)
{
  const auto at = authority.rfind('@');
  return at == authority.npos ? authority : authority.substr(at + 1);
}

} // namespace

std::string host_of(const std::string& url)
{
  return without_user(authority_of(url));
}

namespace {

bool is_visible(char c)
{
  return c > ' ' && c <= '~';
}

bool names_host_alone(const std::string& authority)
{
  return !authority.empty() && authority.find('@') == authority.npos;
}

bool is_sound(const std::string& url)
{
  return std::ranges::all_of(url, is_visible) && names_host_alone(authority_of(url));
}

bool is_of(const std::string& url, const std::string& scheme)
{
  return !scheme.empty() && url.starts_with(scheme + "://");
}

// What of it may be told.
std::string shown_of(const std::string& url)
{
  return util::printable(url.substr(0, url.find("://")) + "://" + host_of(url));
}

} // namespace

util::Outcome check_url(const std::string& url, const std::string& secure, const std::string& plain)
{
  const bool is_plain = is_of(url, plain) && is_this_machine(authority_of(url));
  if (is_sound(url) && (is_of(url, secure) || is_plain)) {
    return util::Done{};
  }
  return util::Error{"network.url", {shown_of(url), secure + "://"}};
}

} // namespace myatlas::gateway
