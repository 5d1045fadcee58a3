#include "gateway/opco_api.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "formats/json/lookup.hpp"
#include "formats/json/opco_answers.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

using formats::Json;

constexpr Limits k_opco_limits{std::chrono::seconds(5), std::chrono::seconds(20), 16U << 20U};

// "https://host/SorApiEchangeCFA/v1/" -> "https://host/SorApiEchangeCFA": paths say the version.
void drop_end(std::string& url, std::string_view end)
{
  if (url.ends_with(end)) {
    url.resize(url.size() - end.size());
  }
}

std::string without_version(std::string url)
{
  while (url.ends_with('/')) {
    url.pop_back();
  }
  for (const std::string_view version : {"/v1", "/v2"}) {
    drop_end(url, version);
  }
  return url;
}

util::Result<Json> read_document(const std::string& body)
{
  const util::Result<Json> json = formats::parse_json(body);
  if (json && json->is_structured()) {
    return json;
  }
  return util::Error{"opco.answer", {"JSON"}};
}

std::optional<std::string> access_token_in(const std::string& body)
{
  const auto json = formats::parse_json(body);
  return json ? formats::as_text(formats::member_of(*json, "access_token")) : std::nullopt;
}

std::optional<std::string> token_in(const HttpAnswer& answer)
{
  return answer.status == 200 ? access_token_in(answer.body) : std::nullopt;
}

std::string status_text(const HttpAnswer& answer)
{
  return "HTTP " + std::to_string(answer.status);
}

// What the OPCO says of a request it did not take.
std::string reason_in(const HttpAnswer& answer)
{
  const std::string said = formats::opco_error(answer.body);
  return said.empty() ? status_text(answer) : said;
}

util::Error unexpected(const HttpAnswer& answer)
{
  return is_overloaded(answer.status)
           ? util::Error{"network.busy", {"OPCO", std::to_string(answer.status)}}
           : util::Error{"opco.answer", {status_text(answer)}};
}

util::Result<Json> read(const HttpAnswer& answer, const std::string& path)
{
  switch (answer.status) {
  case 200:
  case 201:
  case 202:
    return read_document(answer.body);
  case 400:
  case 404:
  case 409:
  case 422:
    return util::Error{"opco.refused", {reason_in(answer)}};
  case 401:
    return util::Error{"opco.login", {}};
  case 403:
    return util::Error{"opco.forbidden", {reason_in(answer)}};
  case 501:
    return util::Error{"opco.unsupported", {path}};
  default:
    return unexpected(answer);
  }
}

bool is_turned_away(const util::Result<HttpAnswer>& answer)
{
  return answer && (answer->status == 429 || answer->status == 503);
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
  request.body = credentials();
  return request;
}

std::string OpcoApi::credentials() const
{
  std::string form = "grant_type=client_credentials&client_id=" + url_encoded(m_access.client_id) +
                     "&client_secret=" + url_encoded(m_access.client_secret.reveal());
  if (!m_access.scope.empty()) {
    form += "&scope=" + url_encoded(m_access.scope);
  }
  return form;
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
  for (int again = 1; again < k_tries && is_turned_away(answer); ++again) {
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

util::Outcome OpcoApi::count(const HttpAnswer& answer)
{
  if (answer.body.size() > m_left) {
    return util::Error{"opco.too_many_bytes", {std::to_string(k_most_opco_bytes)}};
  }
  m_left -= answer.body.size();
  return util::Done{};
}

// With a token, which is asked for where there is none.
util::Result<HttpAnswer> OpcoApi::send_known(HttpRequest request)
{
  if (m_token.empty()) {
    TRY(authenticate());
  }
  add_headers(request.headers);
  TRY_ASSIGN(HttpAnswer answer, send(std::move(request)));
  TRY(count(answer));
  return answer;
}

util::Result<Json> OpcoApi::call(HttpRequest request)
{
  const std::string path = request.url;
  request.url = m_access.base_url + path;
  const std::vector<std::string> own = request.headers;
  for (const bool last : {false, true}) {
    request.headers = own;
    TRY_ASSIGN(const HttpAnswer answer, send_known(request));
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

namespace {

bool asks_to_wait(std::string_view status)
{
  return status == "429" || status == "503";
}

bool is_told_not_to(const util::Error& failure)
{
  return failure.code == "network.busy" && failure.args.size() > 1 && asks_to_wait(failure.args[1]);
}

// What an OPCO answers that did not take it, and what kept it from being sent.
constexpr std::array k_not_arrived = {"opco.refused",     "opco.login",  "opco.forbidden",
                                      "opco.unsupported", "network.url", "network.library",
                                      "network.tls"};

} // namespace

bool may_have_arrived(const util::Error& failure)
{
  return !is_told_not_to(failure) &&
         std::ranges::find(k_not_arrived, failure.code) == k_not_arrived.end();
}

} // namespace myatlas::gateway
