#include "gateway/http.hpp"

#include <algorithm>
#include <new>
#include <thread>

#include "util/crypto.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

constexpr int k_sends = 3;
constexpr std::chrono::seconds k_longest_pause{30};
constexpr const char* k_agent = "User-Agent: myatlas/0.1";

struct Incoming
{
  std::string body;
  std::size_t most = 0;
  bool too_large = false, no_memory = false;
};

// libcurl calls it and is C: nothing is thrown through it.
std::size_t take_body(const char* bytes, std::size_t, std::size_t size, void* into) noexcept
{
  auto& incoming = *static_cast<Incoming*>(into);
  incoming.too_large = size > incoming.most - incoming.body.size();
  try {
    incoming.body.append(bytes, incoming.too_large ? 0 : size);
  } catch (const std::bad_alloc&) {
    incoming.no_memory = true;
  }
  return incoming.too_large || incoming.no_memory ? 0 : size; // fewer than given: libcurl stops
}

// The parts of a form for libcurl; the bytes stay the caller's.
void fill(Handle& handle, curl_mime* form, const std::vector<FormPart>& parts)
{
  const Curl& curl = handle.curl();
  for (const FormPart& given : parts) {
    curl_mimepart* part = curl.add_part(form);
    handle.need(curl.part_name(part, given.name.c_str()));
    handle.need(curl.part_data(part, given.content.c_str(), given.content.size()));
    handle.need(curl.part_type(part, given.media_type.c_str()));
    if (!given.file_name.empty()) {
      handle.need(curl.part_filename(part, given.file_name.c_str()));
    }
  }
}

void add_headers(Lines& headers, const HttpRequest& request)
{
  headers.add(k_agent);
  headers.add("Expect:"); // no round trip before a body
  for (const std::string& header : request.headers) {
    headers.add(header);
  }
}

HttpAnswer answer_of(const Handle& handle, std::string body)
{
  HttpAnswer answer{handle.response(), "", std::move(body), std::nullopt, ""};
  char* type = nullptr;
  handle.curl().getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  const std::string_view whole = type == nullptr ? "" : type;
  answer.media_type = util::to_lower(util::trim(whole.substr(0, whole.find(';'))));
  char* where = nullptr;
  if (handle.curl().getinfo(handle.get(), CURLINFO_REDIRECT_URL, &where) == CURLE_OK &&
      where != nullptr) {
    answer.location = util::printable(where);
  }
  curl_off_t wait = 0;
  if (handle.curl().getinfo(handle.get(), CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0) {
    answer.retry_after = std::chrono::seconds(wait);
  }
  return answer;
}

bool is_busy(const util::Result<HttpAnswer>& answer)
{
  if (!answer) {
    return answer.error().code == "network.timeout";
  }
  constexpr long k_codes[] = {429, 500, 502, 503, 504};
  return std::ranges::find(k_codes, answer->status) != std::end(k_codes);
}

// Before the n-th try again: what the server asks for, or one second, two, four, and up to half as
// much more by chance.
std::chrono::milliseconds pause_before(int again, const util::Result<HttpAnswer>& answer)
{
  if (answer && answer->retry_after) {
    return std::min(k_longest_pause, *answer->retry_after);
  }
  const auto chance = static_cast<unsigned char>(util::random_bytes(1)[0]);
  return std::chrono::milliseconds((1000 << again) + (500 << again) * chance / 255);
}

} // namespace

util::Result<Http> Http::open(std::string ca_file, Limits limits)
{
  TRY_ASSIGN(Handle handle, Handle::make());
  return Http(std::move(handle), std::move(ca_file), limits);
}

void Http::put_method(const HttpRequest& request)
{
  // Sent once: HTTP/2 has refusals that libcurl answers by sending again, too.
  if (request.method == "POST") {
    m_handle.set(CURLOPT_FRESH_CONNECT, 1L);
    m_handle.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  }
}

// A form is the caller's, who frees it.
void Http::put_body(const HttpRequest& request, curl_mime* form)
{
  if (!request.parts.empty()) {
    fill(m_handle, form, request.parts);
    m_handle.set(CURLOPT_MIMEPOST, form);
  } else if (request.method == "POST") {
    m_handle.set(CURLOPT_POST, 1L);
    m_handle.set(CURLOPT_POSTFIELDS, request.body.c_str());
    m_handle.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
}

util::Result<HttpAnswer> Http::send(const HttpRequest& request)
{
  TRY(check_url(request.url, "https", "http"));
  const Curl& curl = m_handle.curl();
  m_handle.begin(request.url, "http,https", m_limits, m_ca_file);
  Lines headers(curl);
  add_headers(headers, request);
  m_handle.set(CURLOPT_HTTPHEADER, headers.get());
  put_method(request);
  const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> form(curl.mime(m_handle.get()),
                                                                   curl.free_mime);
  put_body(request, form.get());
  Incoming incoming{"", m_limits.most_bytes};
  m_handle.set(CURLOPT_WRITEFUNCTION, take_body);
  m_handle.set(CURLOPT_WRITEDATA, &incoming);
  const CURLcode code = m_handle.perform();
  if (incoming.no_memory) {
    throw std::bad_alloc();
  }
  if (code == CURLE_OK) {
    return answer_of(m_handle, std::move(incoming.body));
  }
  const std::string host = host_of(request.url);
  if (incoming.too_large) {
    return util::Error{"network.too_large", {host, std::to_string(m_limits.most_bytes)}};
  }
  return network_error(host, code, m_handle.reason(code));
}

util::Result<HttpAnswer> Http::send_patiently(const HttpRequest& request, const MayAsk& may_ask)
{
  const auto may = [&](const HttpAnswer* before) { return !may_ask || may_ask(before); };
  (void)may(nullptr);
  util::Result<HttpAnswer> answer = send(request);
  for (int again = 0; again + 1 < k_sends && is_busy(answer); ++again) {
    const bool not_now = answer && answer->retry_after && *answer->retry_after > k_longest_pause;
    if (not_now) {
      break;
    }
    std::this_thread::sleep_for(pause_before(again, answer));
    if (!may(answer ? &*answer : nullptr)) {
      break;
    }
    answer = send(request);
  }
  return answer;
}

std::string url_encoded(std::string_view text)
{
  std::string safe;
  for (const char c : text) {
    const bool plain = util::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
    safe += plain ? std::string(1, c) : "%" + util::to_upper(util::to_hex(std::string_view(&c, 1)));
  }
  return safe;
}

} // namespace myatlas::gateway
