#include "gateway/opco_api.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "formats/json/opco_json.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

using formats::Json;

constexpr Limits k_opco_limits{std::chrono::seconds(5), std::chrono::seconds(20), 16U << 20U};

// "https://host/SorApiEchangeCFA/v1/" -> "https://host/SorApiEchangeCFA": paths say the version.
std::string without_version(std::string url)
{
  while (url.ends_with('/')) {
    url.pop_back();
  }
  for (const std::string version : {"/v1", "/v2"}) {
    if (url.ends_with(version)) {
      url.resize(url.size() - version.size());
    }
  }
  return url;
}

util::Result<Json> read_document(const std::string& body)
{
  const util::Result<Json> json = formats::parse_json(body);
  if (!json || !(json->is_object() || json->is_array())) {
    return util::Error{"opco.answer", {"JSON"}};
  }
  return json;
}

std::optional<std::string> token_in(const HttpAnswer& answer)
{
  if (answer.status != 200) {
    return std::nullopt;
  }
  const util::Result<Json> json = formats::parse_json(answer.body);
  if (!json || !json->is_object() || !json->contains("access_token") ||
      !(*json)["access_token"].is_string()) {
    return std::nullopt;
  }
  return (*json)["access_token"].get<std::string>();
}

util::Result<Json> read(const HttpAnswer& answer, const std::string& path)
{
  const std::string said = formats::opco_error(answer.body);
  switch (answer.status) {
  case 200:
  case 201:
  case 202:
    return read_document(answer.body);
  case 400:
  case 404:
  case 409:
  case 422:
    return util::Error{"opco.refused",
                       {said.empty() ? "HTTP " + std::to_string(answer.status) : said}};
  case 401:
    return util::Error{"opco.login", {}};
  case 403:
    return util::Error{"opco.forbidden", {said.empty() ? "HTTP 403" : said}};
  case 501:
    return util::Error{"opco.unsupported", {path}};
  default:
    return is_overloaded(answer.status)
             ? util::Error{"network.busy", {"OPCO", std::to_string(answer.status)}}
             : util::Error{"opco.answer", {"HTTP " + std::to_string(answer.status)}};
  }
}

} // namespace

util::Result<OpcoApi> OpcoApi::open(Access access)
{
  for (const std::string* url : {&access.base_url, &access.token_url}) {
    TRY(check_url(*url, "https", "http"));
  }
  access.base_url = without_version(access.base_url);
  TRY_ASSIGN(Http http, Http::open(access.ca_file, k_opco_limits));
  return OpcoApi(std::move(access), std::move(http));
}

HttpRequest OpcoApi::token_request() const
{
  HttpRequest request{
    "POST",
    m_access.token_url,
    {"Content-Type: application/x-www-form-urlencoded", "Accept: application/json"}};
  request.body = "grant_type=client_credentials&client_id=" + url_encoded(m_access.client_id) +
                 "&client_secret=" + url_encoded(m_access.client_secret.reveal());
  if (!m_access.scope.empty()) {
    request.body += "&scope=" + url_encoded(m_access.scope);
  }
  return request;
}

util::Outcome OpcoApi::authenticate()
{
  TRY_ASSIGN(const HttpAnswer answer, m_http.send_patiently(token_request()));
  if (is_overloaded(answer.status)) {
    return util::Error{"network.busy",
                       {host_of(m_access.token_url), std::to_string(answer.status)}};
  }
  const std::optional<std::string> token = token_in(answer);
  if (!token) {
    return util::Error{"opco.login", {}};
  }
  m_token = util::Secret(*token);
  return util::Done{};
}

// A question is asked with patience. What changes something is sent again only when it was not
// taken.
util::Result<HttpAnswer> OpcoApi::send(HttpRequest request)
{
  constexpr int k_tries = 3;
  constexpr std::chrono::seconds k_pause{2}, k_longest{30};
  if (request.method == "GET") {
    return m_http.send_patiently(request);
  }
  util::Result<HttpAnswer> answer = m_http.send(request);
  for (int again = 1; again < k_tries && answer && (answer->status == 429 || answer->status == 503);
       ++again) {
    const std::chrono::seconds pause = answer->retry_after.value_or(k_pause);
    if (pause > k_longest) {
      break;
    }
    std::this_thread::sleep_for(pause);
    answer = m_http.send(request);
  }
  return answer;
}

// Who asks, and as whom.
void OpcoApi::add_headers(std::vector<std::string>& headers) const
{
  headers.push_back("Authorization: Bearer " + std::string(m_token.reveal()));
  headers.push_back("X-API-KEY: " + std::string(m_access.cfa_key.reveal()));
  for (const char* header :
       {"EDITEUR: myatlas", "LOGICIEL: myatlas", "VERSION: 0.1.0", "Accept: application/json"}) {
    headers.emplace_back(header);
  }
}

util::Result<Json> OpcoApi::call(HttpRequest request)
{
  const std::string path = request.url;
  request.url = m_access.base_url + path;
  const std::vector<std::string> own = request.headers;
  for (const bool last : {false, true}) {
    if (m_token.empty()) {
      TRY(authenticate());
    }
    request.headers = own;
    add_headers(request.headers);
    TRY_ASSIGN(const HttpAnswer answer, send(request));
    if (answer.body.size() > m_left) {
      return util::Error{"opco.too_many_bytes", {std::to_string(k_most_opco_bytes)}};
    }
    m_left -= answer.body.size();
    if (answer.status != 401 || last) {
      return read(answer, path);
    }
    m_token = util::Secret(); // it ended, or was withdrawn: one more
  }
  return util::Error{"opco.login", {}};
}

util::Result<Json> OpcoApi::get(const std::string& path)
{
  return call({"GET", path, {}});
}

util::Result<Json> OpcoApi::post(const std::string& path, const Json& body, const std::string& key)
{
  HttpRequest request{"POST", path, {"Content-Type: application/json", "Idempotency-Key: " + key}};
  request.body = body.dump();
  return call(std::move(request));
}

util::Result<Json> OpcoApi::post_form(const std::string& path, const std::vector<FormPart>& parts,
                                      const std::string& key)
{
  HttpRequest request{"POST", path, {"Idempotency-Key: " + key}};
  request.parts = parts;
  return call(std::move(request));
}

bool may_have_arrived(const util::Error& failure)
{
  constexpr std::array k_not = {"opco.refused",     "opco.login",  "opco.forbidden",
                                "opco.unsupported", "network.url", "network.library",
                                "network.tls"};
  const bool told_not_to = failure.code == "network.busy" && failure.args.size() > 1 &&
                           (failure.args[1] == "429" || failure.args[1] == "503");
  return !told_not_to && std::ranges::find(k_not, failure.code) == k_not.end();
}

} // namespace myatlas::gateway
