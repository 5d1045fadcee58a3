#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/curl.hpp"
#include "util/crypto.hpp"
#include "util/file.hpp"

namespace myatlas::gateway {

// A part of a form (multipart/form-data): text, or a file.
struct FormPart
{
  std::string name, content, media_type;
  std::string file_name; // empty: no file
};

// By whose key a request is signed, as the object stores of AWS and their like want it (Signature
// Version 4, which libcurl makes).
struct Signing
{
  std::string region;
  util::Secret id, key;
};

struct HttpRequest
{
  std::string method = "GET"; // "POST", "PUT", "HEAD" or "DELETE"
  std::string url;
  std::vector<std::string> headers; // "X-API-KEY: …"
  std::string body = {};
  std::vector<FormPart> parts = {}; // instead of a body
  const Signing* signing = nullptr;
  const util::FileHandle* upload = nullptr;   // of a PUT: the whole file
  const util::FileHandle* download = nullptr; // where the body of a 200 goes, from its beginning
};

// What a server answered. A status that says no is an answer too.
struct HttpAnswer
{
  long status = 0;
  std::string media_type; // lower case, without parameters
  std::string body;
  std::optional<std::chrono::seconds> retry_after;
  std::string location; // where it sends who asks; nobody goes there
};

// Talks to one service over HTTPS, or HTTP on this machine alone: no redirect is followed, an
// answer is at most so long.
class Http
{
public:
  static util::Result<Http> open(std::string ca_file, Limits limits = {}); // network.library

  // A POST goes over a connection of its own: on one that was kept and dropped meanwhile, libcurl
  // would send it again. network.url, network.timeout, network.tls, network.down, network.too_large
  // (host, bytes).
  util::Result<HttpAnswer> send(const HttpRequest& request);

  // The same, up to three times: a server that is busy (429, 500, 502 to 504) or does not answer is
  // asked again after what it says in Retry-After (at most half a minute) or a pause that doubles.
  // The last answer, or why there is none. `may_ask` is called before each time, with the answer
  // before, and says whether to go on.
  using MayAsk = std::function<bool(const HttpAnswer*)>;
  util::Result<HttpAnswer> send_patiently(const HttpRequest& request, const MayAsk& may_ask = {});

private:
  void put_method(const HttpRequest& request);
  util::Result<HttpAnswer> perform(const HttpRequest& request);
  void put_body(const HttpRequest& request, curl_mime* form);
  void put_upload(const util::FileHandle& file);
  void put_signing(const Signing& signing);
  Http(Handle handle, std::string ca_file, Limits limits)
    : m_handle(std::move(handle)), m_ca_file(std::move(ca_file)), m_limits(limits)
  {
  }

  Handle m_handle;
  std::string m_ca_file;
  Limits m_limits;
};

// Whether a status says that the server cannot answer now, or not any more.
constexpr bool is_overloaded(long status)
{
  return status == 429 || status >= 500;
}

std::string url_encoded(std::string_view text); // for a query: RFC 3986 unreserved characters stay

} // namespace myatlas::gateway
