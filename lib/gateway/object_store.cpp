#include "gateway/object_store.hpp"

#include <algorithm>
#include <array>

#include <unistd.h>

#include "formats/xml/xml.hpp"
#include "util/clock.hpp"
#include "util/digest.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

using formats::XmlDocument;
using formats::XmlElement;

// A document of any size may be on its way for as long as something of it moves.
constexpr Limits k_object_limits{.connect = std::chrono::seconds(5),
                                 .total = std::chrono::seconds(0),
                                 .most_bytes = 4U << 20U,
                                 .stalled = std::chrono::seconds(15)};
constexpr const char* k_digest_header = "x-amz-content-sha256: ";
constexpr long k_precondition_failed = 412, k_conflict = 409, k_not_implemented = 501;

std::string digest_of_nothing()
{
  return util::sha256_hex("");
}

bool is_one_of(long status, std::initializer_list<long> statuses)
{
  return std::ranges::find(statuses, status) != statuses.end();
}

// What the service calls what is wrong: "SignatureDoesNotMatch".
std::string word_in(const HttpAnswer& answer)
{
  const std::size_t begin = answer.body.find("<Code>"), end = answer.body.find("</Code>");
  constexpr std::size_t k_begin = 6, k_longest = 100;
  const bool has_word = begin != std::string::npos && end != std::string::npos && end > begin;
  const std::string word =
    has_word ? answer.body.substr(begin + k_begin, end - begin - k_begin) : std::string();
  return word.empty() || word.size() > k_longest ? "HTTP " + std::to_string(answer.status)
                                                 : util::printable(word);
}

std::string_view without_return(std::string_view line)
{
  return util::trim(line.substr(0, line.find('\r')));
}

// Those that are not blank.
std::vector<std::string_view> lines_of(std::string_view text)
{
  std::vector<std::string_view> lines;
  for (const std::string_view line : util::split(text, '\n')) {
    if (!without_return(line).empty()) {
      lines.push_back(without_return(line));
    }
  }
  return lines;
}

} // namespace

util::Result<Signing> parse_signing(std::string_view text, const std::string& path,
                                    const std::string& region)
{
  const std::vector<std::string_view> lines = lines_of(text);
  if (lines.size() != 2) {
    return util::Error{"objects.keys", {path}};
  }
  return Signing{region, util::Secret(std::string(lines[0])), util::Secret(std::string(lines[1]))};
}

util::Result<ObjectStore> ObjectStore::open(ObjectPlace place)
{
  while (place.endpoint.ends_with('/')) {
    place.endpoint.pop_back();
  }
  TRY(check_url(place.endpoint, "https", "http"));
  TRY_ASSIGN(Http http, Http::open(place.ca_file, k_object_limits));
  return ObjectStore(std::move(place), std::move(http));
}

std::string ObjectStore::host() const
{
  return host_of(m_place.endpoint);
}

std::string ObjectStore::base_url() const
{
  return m_place.endpoint + "/" + m_place.bucket;
}

HttpRequest ObjectStore::request(const char* method, const std::string& name) const
{
  HttpRequest request{.method = method,
                      .url = base_url() + "/" + m_place.prefix + name,
                      .headers = {},
                      .signing = &m_place.signing};
  request.headers.push_back(k_digest_header + digest_of_nothing());
  return request;
}

// The second time over a new connection: one that was kept may have been dropped.
util::Result<HttpAnswer> ObjectStore::ask(const HttpRequest& request)
{
  util::Result<HttpAnswer> answer = m_http.send_patiently(request);
  const bool is_cut = !answer && answer.error().code == "network.down";
  return is_cut ? m_http.send_patiently(request) : std::move(answer);
}

util::Error ObjectStore::refusal(const HttpAnswer& answer) const
{
  const std::string word = word_in(answer);
  if (is_one_of(answer.status, {301, 302, 307, 308})) {
    return {"objects.elsewhere", {host()}};
  }
  if (is_one_of(answer.status, {400, 401, 403})) {
    return {"objects.refused", {host(), word}};
  }
  if (answer.status == 404) {
    return {"objects.no_bucket", {host(), m_place.bucket}};
  }
  return is_overloaded(answer.status)
           ? util::Error{"network.busy", {host(), std::to_string(answer.status)}}
           : util::Error{"objects.answer", {host(), word}};
}

// A 404 is told alike for an object and for its bucket where there is no body.
util::Result<bool> ObjectStore::has(const std::string& name)
{
  TRY_ASSIGN(const HttpAnswer answer, ask(request("HEAD", name)));
  if (is_one_of(answer.status, {200, 404})) {
    return answer.status == 200;
  }
  return refusal(answer);
}

util::Result<util::FileHandle> ObjectStore::get(const std::string& name)
{
  TRY_ASSIGN(util::FileHandle file, util::unnamed_file());
  HttpRequest asked = request("GET", name);
  asked.download = &file;
  TRY_ASSIGN(const HttpAnswer answer, ask(asked));
  if (answer.status == 404 && word_in(answer) != "NoSuchBucket") {
    return util::Error{"file.missing", {name}};
  }
  if (answer.status != 200) {
    return refusal(answer);
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

// Once more without the condition where the service does not know it: the same bytes replace
// themselves.
util::Result<HttpAnswer> ObjectStore::put(HttpRequest request)
{
  request.headers.emplace_back("If-None-Match: *");
  TRY_ASSIGN(HttpAnswer answer, ask(request));
  if (answer.status == k_not_implemented) {
    request.headers.pop_back();
    return ask(request);
  }
  return answer;
}

util::Outcome ObjectStore::put_if_absent(const std::string& name, const util::FileHandle& content,
                                         const std::string& sha256)
{
  HttpRequest asked = request("PUT", name);
  asked.headers = {k_digest_header + sha256, "Content-Type: application/octet-stream"};
  asked.upload = &content;
  TRY_ASSIGN(const HttpAnswer answer, put(std::move(asked)));
  if (is_one_of(answer.status, {200, 201, k_precondition_failed})) {
    return util::Done{};
  }
  if (answer.status == k_conflict) { // somebody else is putting it
    TRY_ASSIGN(const bool is_there, has(name));
    return util::fail_unless(is_there, {"network.busy", {host(), std::to_string(answer.status)}});
  }
  return refusal(answer);
}

util::Outcome ObjectStore::remove(const std::string& name)
{
  TRY_ASSIGN(const HttpAnswer answer, ask(request("DELETE", name)));
  return is_one_of(answer.status, {200, 204, 404}) ? util::Outcome(util::Done{})
                                                   : util::Outcome(refusal(answer));
}

namespace {

// A list as S3 and those who speak like it write it, or without a namespace.
class ObjectList
{
public:
  // None of what is no list.
  static std::optional<ObjectList> of(const XmlDocument& document)
  {
    constexpr std::string_view k_uris[] = {"http://s3.amazonaws.com/doc/2006-03-01/",
                                           "http://doc.s3.amazonaws.com/2006-03-01", ""};
    for (const std::string_view uri : k_uris) {
      if (document.root().is(uri, "ListBucketResult")) {
        return ObjectList(document, uri);
      }
    }
    return std::nullopt;
  }

  // None where one is not as it should be.
  std::optional<std::vector<FoundObject>> objects(const std::string& prefix) const
  {
    std::vector<FoundObject> found;
    for (const XmlElement& entry : m_document.root().all("s3:Contents", m_namespaces)) {
      const auto object = object_in(entry, prefix);
      if (!object) {
        return std::nullopt;
      }
      found.push_back(*object);
    }
    return found;
  }

  // What asks for the rest of it; empty: it was the last page.
  std::string rest() const
  {
    const XmlElement root = m_document.root();
    return text_in(root, "s3:IsTruncated") == "true" ? text_in(root, "s3:NextContinuationToken")
                                                     : "";
  }

private:
  ObjectList(XmlDocument document, std::string_view uri)
    : m_document(std::move(document)), m_namespaces{{{"s3", uri}}}
  {
  }

  std::string text_in(const XmlElement& element, std::string_view path) const
  {
    return element.text_at(path, m_namespaces);
  }

  std::optional<FoundObject> object_in(const XmlElement& entry, const std::string& prefix) const
  {
    constexpr std::size_t k_digits = 18;
    const std::string key = text_in(entry, "s3:Key"), size = text_in(entry, "s3:Size");
    const auto modified = util::parse_rfc3339(text_in(entry, "s3:LastModified"));
    if (!key.starts_with(prefix) || !util::is_digits(size) || size.size() > k_digits || !modified) {
      return std::nullopt;
    }
    return FoundObject{key.substr(prefix.size()), std::stoll(size), modified->micros / 1'000'000};
  }

  XmlDocument m_document;
  std::array<formats::XmlNamespace, 1> m_namespaces;
};

std::optional<ObjectList> list_in(const std::string& body)
{
  const auto document = XmlDocument::parse(body);
  return document ? ObjectList::of(*document) : std::nullopt;
}

} // namespace

// The names in their order: signing wants the parameters sorted.
util::Result<std::string> ObjectStore::list_page(const std::string& from, const Take& take)
{
  HttpRequest asked = request("GET", "");
  const std::string continued = from.empty() ? "" : "continuation-token=" + url_encoded(from) + "&";
  asked.url = base_url() + "?" + continued + "list-type=2&prefix=" + url_encoded(m_place.prefix);
  TRY_ASSIGN(const HttpAnswer answer, ask(asked));
  if (answer.status != 200) {
    return refusal(answer);
  }
  const auto list = list_in(answer.body);
  const auto page = list ? list->objects(m_place.prefix) : std::nullopt;
  if (!page) {
    return util::Error{"objects.answer", {host(), "XML"}};
  }
  std::ranges::for_each(*page, take);
  return list->rest();
}

util::Outcome ObjectStore::list(const Take& take)
{
  constexpr int k_most_pages = 100'000; // of a thousand each
  std::string from;
  for (int page = 0; page < k_most_pages; ++page) {
    TRY_ASSIGN(from, list_page(from, take));
    if (from.empty()) {
      return util::Done{};
    }
  }
  return util::Error{"objects.answer", {host(), "IsTruncated"}};
}

} // namespace myatlas::gateway
