#include "gateway/http.hpp"

#include <algorithm>
#include <new>
#include <thread>

#include "util/crypto.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

using Form = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;

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

void add_part(Handle& handle, curl_mimepart* part, const FormPart& given)
{
  const Curl& curl = handle.curl();
  handle.need(curl.part_name(part, given.name.c_str()));
  handle.need(curl.part_data(part, given.content.c_str(), given.content.size()));
  handle.need(curl.part_type(part, given.media_type.c_str()));
  if (!given.file_name.empty()) {
    handle.need(curl.part_filename(part, given.file_name.c_str()));
  }
}

// The parts of a form for libcurl; the bytes stay the caller's.
void fill(Handle& handle, curl_mime* form, const std::vector<FormPart>& parts)
{
  for (const FormPart& part : parts) {
    add_part(handle, handle.curl().add_part(form), part);
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

std::string_view content_type_of(const Handle& handle)
{
  char* type = nullptr;
  handle.curl().getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  return type == nullptr ? "" : type;
}

std::string media_type_of(const Handle& handle)
{
  const std::string_view whole = content_type_of(handle);
  return util::to_lower(util::trim(whole.substr(0, whole.find(';'))));
}

template <typename T>
bool ask(const Handle& handle, CURLINFO what, T& into)
{
  return handle.curl().getinfo(handle.get(), what, &into) == CURLE_OK;
}

std::string location_of(const Handle& handle)
{
  char* where = nullptr;
  ask(handle, CURLINFO_REDIRECT_URL, where); // null where it does not tell
  return where != nullptr ? util::printable(where) : "";
}

std::optional<std::chrono::seconds> wait_asked_by(const Handle& handle)
{
  curl_off_t wait = 0;
  if (ask(handle, CURLINFO_RETRY_AFTER, wait) && wait > 0) {
    return std::chrono::seconds(wait);
  }
  return std::nullopt;
}

HttpAnswer answer_of(const Handle& handle, std::string body)
{
  return {handle.response(), media_type_of(handle), std::move(body), wait_asked_by(handle),
          location_of(handle)};
}

bool is_busy_status(long status)
{
  constexpr long k_codes[] = {429, 500, 502, 503, 504};
  return std::ranges::find(k_codes, status) != std::end(k_codes);
}

util::Error too_large(const std::string& host, const Limits& limits)
{
  return util::Error{"network.too_large", {host, std::to_string(limits.most_bytes)}};
}

bool is_busy(const util::Result<HttpAnswer>& answer)
{
  return answer ? is_busy_status(answer->status) : answer.error().code == "network.timeout";
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
  m_handle.begin(request.url, "http,https", m_limits, m_ca_file);
  Lines headers(m_handle.curl());
  add_headers(headers, request);
  m_handle.set(CURLOPT_HTTPHEADER, headers.get());
  put_method(request);
  const Form form(m_handle.curl().mime(m_handle.get()), m_handle.curl().free_mime);
  put_body(request, form.get());
  return perform(request.url);
}

util::Result<HttpAnswer> Http::perform(const std::string& url)
{
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
  return incoming.too_large ? too_large(host_of(url), m_limits)
                            : network_error(host_of(url), code, m_handle.reason(code));
}

namespace {

// So long that it is not waited for.
bool is_put_off(const util::Result<HttpAnswer>& answer)
{
  return answer && answer->retry_after && *answer->retry_after > k_longest_pause;
}

bool may_go_on(const Http::MayAsk& may_ask, const HttpAnswer* before)
{
  return !may_ask || may_ask(before);
}

} // namespace

util::Result<HttpAnswer> Http::send_patiently(const HttpRequest& request, const MayAsk& may_ask)
{
  (void)may_go_on(may_ask, nullptr);
  util::Result<HttpAnswer> answer = send(request);
  for (int again = 0; again + 1 < k_sends && is_busy(answer) && !is_put_off(answer); ++again) {
    std::this_thread::sleep_for(pause_before(again, answer));
    if (!may_go_on(may_ask, answer ? &*answer : nullptr)) {
      break;
    }
    answer = send(request);
  }
  return answer;
}

namespace {

bool is_unreserved(char c)
{
  return util::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string percent_of(char c)
{
  return "%" + util::to_upper(util::to_hex(std::string_view(&c, 1)));
}

std::string encoded(char c)
{
  return is_unreserved(c) ? std::string(1, c) : percent_of(c);
}

} // namespace

std::string url_encoded(std::string_view text)
{
  std::string safe;
  for (const char c : text) {
    safe += encoded(c);
  }
  return safe;
}

} // namespace myatlas::gateway
