#pragma once

#include <chrono>
#include <memory>
#include <new>
#include <string>

#include <curl/curl.h>

#include "util/result.hpp"

// libcurl, loaded when the first word leaves the program: it brings thirty libraries, and most
// commands say nothing to anybody.
namespace myatlas::gateway {

// The functions of the library that are used.
struct Curl
{
  decltype(&curl_easy_init) init = nullptr;
  decltype(&curl_easy_cleanup) cleanup = nullptr;
  decltype(&curl_easy_reset) reset = nullptr;
  decltype(&curl_easy_setopt) setopt = nullptr;
  decltype(&curl_easy_getinfo) getinfo = nullptr;
  decltype(&curl_easy_perform) perform = nullptr;
  decltype(&curl_easy_strerror) strerror = nullptr;
  decltype(&curl_slist_append) append = nullptr;
  decltype(&curl_slist_free_all) free_list = nullptr;
  decltype(&curl_mime_init) mime = nullptr;
  decltype(&curl_mime_free) free_mime = nullptr;
  decltype(&curl_mime_addpart) add_part = nullptr;
  decltype(&curl_mime_name) part_name = nullptr;
  decltype(&curl_mime_data) part_data = nullptr;
  decltype(&curl_mime_type) part_type = nullptr;
  decltype(&curl_mime_filename) part_filename = nullptr;
  decltype(&curl_mime_encoder) part_encoder = nullptr;
  decltype(&curl_mime_subparts) subparts = nullptr;
  decltype(&curl_mime_headers) part_headers = nullptr;
};

util::Result<const Curl*> load_curl(); // network.library (name)

// How long a server is waited for, and how much it may answer.
struct Limits
{
  std::chrono::seconds connect{5}, total{15}; // a total of 0: none
  std::size_t most_bytes = 2U << 20U;
  std::chrono::seconds stalled{0}; // given up when next to nothing moved for so long; 0: never
};

// One connection that is kept for the next transfer. What every transfer of ours has is set here:
// TLS 1.2 at least and always verified, no protocol but those named, no redirect, no signal, no
// secret of the environment (.netrc).
class Handle
{
public:
  static util::Result<Handle> make();
  Handle(Handle&& other) noexcept = default;

  const Curl& curl() const { return *m_curl; }
  CURL* get() const { return m_handle.get(); }

  // Forgets the transfer before and sets what all have in common. `protocols` as
  // CURLOPT_PROTOCOLS_STR wants them.
  void begin(const std::string& url, const char* protocols, const Limits& limits,
             const std::string& ca_file);
  template <typename Value>
  void set(CURLoption option, Value value)
  {
    need(m_curl->setopt(m_handle.get(), option, value));
  }
  // What a transfer cannot do without: where one was refused, the transfer is not made and fails
  // with that.
  void need(CURLcode code) { m_refused = m_refused == CURLE_OK ? code : m_refused; }
  CURLcode perform() const
  {
    return m_refused == CURLE_OK ? m_curl->perform(m_handle.get()) : m_refused;
  }
  long response() const;                   // of the server, 0 for none
  std::string reason(CURLcode code) const; // in libcurl's words, without the URL

private:
  void bind();
  void check_server();
  void limit(const Limits& limits);
  void trust(const std::string& ca_file);
  void trust_alone(const std::string& ca_file);
  Handle(const Curl* curl, CURL* handle)
    : m_curl(curl), m_handle(handle, curl->cleanup),
      m_words(std::make_unique<char[]>(CURL_ERROR_SIZE))
  {
  }

  const Curl* m_curl;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_handle;
  std::unique_ptr<char[]> m_words;
  CURLcode m_refused =
    CURLE_OK; // of what was set and needed for this transfer, the first that failed
};

// A list of lines for libcurl, freed when it goes.
class Lines
{
public:
  explicit Lines(const Curl& curl) : m_curl(curl) {}
  ~Lines() { m_curl.free_list(m_list); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  void add(const std::string& line)
  {
    curl_slist* longer = m_curl.append(m_list, line.c_str());
    if (longer == nullptr) { // the list is as it was
      throw std::bad_alloc();
    }
    m_list = longer;
  }
  curl_slist* get() const { return m_list; }

private:
  const Curl& m_curl;
  curl_slist* m_list = nullptr;
};

// What became of a connection that gave no answer: network.timeout (host), network.tls (host,
// reason), network.down (host, reason).
util::Error network_error(const std::string& host, CURLcode code, const std::string& reason);

// "smtps://mail.example:465/x" as "mail.example:465"; empty when it is no URL.
std::string host_of(const std::string& url);

// Whether the URL has the protocol or, only on this machine itself, its plain one; it holds no name
// or password, nor a blank or control character. network.url (url without secrets, what is
// expected).
util::Outcome check_url(const std::string& url, const std::string& secure,
                        const std::string& plain);

} // namespace myatlas::gateway
