#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "gateway/http.hpp"
#include "util/file.hpp"

namespace myatlas::gateway {

// A bucket, and the beginning of the names in it that are ours.
struct ObjectPlace
{
  std::string endpoint; // "https://s3.example"
  std::string bucket, prefix;
  Signing signing;
  std::string ca_file;
};

struct FoundObject
{
  std::string name; // without the prefix
  std::int64_t bytes = 0;
  std::int64_t modified = 0; // seconds since 1970
};

// The id and the key that requests are signed with: the two lines of a file. objects.keys (path).
util::Result<Signing> parse_signing(std::string_view text, const std::string& path,
                                    const std::string& region);

// Objects of a service that speaks as Amazon's S3 does (doc/sources/object-store.md). What it is
// asked may all be asked again, and is: of a busy server as Http::send_patiently does, once more
// where a connection broke off. Fails like that, with objects.refused (host, its word),
// objects.no_bucket (host, bucket), objects.elsewhere (host), objects.answer (host, status),
// network.busy.
class ObjectStore
{
public:
  static util::Result<ObjectStore> open(ObjectPlace place); // network.url, network.library

  util::Result<bool> has(const std::string& name);

  // A file without a name, at its beginning; file.missing (name).
  util::Result<util::FileHandle> get(const std::string& name);

  // The whole of `content`, whose SHA-256 the service compares, unless there is one of that name.
  util::Outcome put_if_absent(const std::string& name, const util::FileHandle& content,
                              const std::string& sha256);

  // A page at a time: memory does not grow with what is there.
  using Take = std::function<void(const FoundObject&)>;
  util::Outcome list(const Take& take);
  util::Outcome remove(const std::string& name); // right where there is none

private:
  ObjectStore(ObjectPlace place, Http http) : m_place(std::move(place)), m_http(std::move(http)) {}
  HttpRequest request(const char* method, const std::string& name) const;
  util::Result<HttpAnswer> ask(const HttpRequest& request);
  util::Error refusal(const HttpAnswer& answer) const;
  util::Result<HttpAnswer> put(HttpRequest request);
  util::Result<std::string> list_page(const std::string& from, const Take& take);
  std::string base_url() const;
  std::string host() const;

  ObjectPlace m_place;
  Http m_http;
};

} // namespace myatlas::gateway
