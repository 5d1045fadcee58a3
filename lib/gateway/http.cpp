#include "gateway/http.hpp"

#include <algorithm>
#include <cerrno>
#include <new>
#include <thread>

#include <unistd.h>

#include "util/crypto.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

using Form = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;

constexpr int k_sends = 3;
constexpr std::chrono::seconds k_longest_pause{30};
constexpr const char* k_agent = "User-Agent: myatlas/0.1";

constexpr std::uint64_t k_most_downloaded = 4ULL << 30U;

struct Incoming
{
  std::string body;
  std::size_t most = 0;
  const Handle* handle = nullptr;
  const util::FileHandle* file = nullptr; // where the body of a 200 goes instead
  std::uint64_t in_file = 0;
  std::optional<util::Error> not_written = {};
  bool too_large = false, no_memory = false;
};

std::size_t take_into_file(Incoming& incoming, std::string_view bytes)
{
  incoming.in_file += bytes.size();
  incoming.too_large = incoming.in_file > k_most_downloaded;
  const util::Outcome written = util::write_through(*incoming.file, bytes);
  if (!written) {
    incoming.not_written = written.error();
  }
  return incoming.too_large || !written ? 0 : bytes.size();
}

// libcurl calls it and is C: nothing is thrown through it.
std::size_t take_body(const char* bytes, std::size_t, std::size_t size, void* into) noexcept
{
  auto& incoming = *static_cast<Incoming*>(into);
  if (incoming.file != nullptr && incoming.handle->response() == 200) {
    return take_into_file(incoming, {bytes, size});
  }
  incoming.too_large = size > incoming.most - incoming.body.size();
  try {
    incoming.body.append(bytes, incoming.too_large ? 0 : size);
  } catch (const std::bad_alloc&) {
    incoming.no_memory = true;
  }
  return incoming.too_large || incoming.no_memory ? 0 : size; // fewer than given: libcurl stops
}

// For libcurl: what is left of a file that is sent.
std::size_t give_file(char* into, std::size_t, std::size_t size, void* from) noexcept
{
  const ssize_t got = ::read(static_cast<const util::FileHandle*>(from)->get(), into, size);
  return got < 0 ? CURL_READFUNC_ABORT : static_cast<std::size_t>(got);
}

// For libcurl, which begins again where a connection that was kept had been dropped.
int seek_file(void* file, curl_off_t where, int from) noexcept
{
  return ::lseek(static_cast<const util::FileHandle*>(file)->get(), where, from) < 0
           ? CURL_SEEKFUNC_FAIL
           : CURL_SEEKFUNC_OK;
}

// What an earlier answer left in it goes.
void empty_file(const util::FileHandle& file)
{
  if (::ftruncate(file.get(), 0) != 0 || ::lseek(file.get(), 0, SEEK_SET) != 0) {
    throw util::MachineError(util::system_error(util::k_unnamed_folder, errno));
  }
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
  if (request.signing == nullptr) { // else libcurl signs what is not sent
    headers.add("Expect:");         // no round trip before a body
  }
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
  } else if (request.method == "HEAD") {
    m_handle.set(CURLOPT_NOBODY, 1L);
  } else if (request.method == "DELETE") {
    m_handle.set(CURLOPT_CUSTOMREQUEST, "DELETE");
  }
}

void Http::put_upload(const util::FileHandle& file)
{
  ::lseek(file.get(), 0, SEEK_SET);
  m_handle.set(CURLOPT_UPLOAD, 1L);
  m_handle.set(CURLOPT_READFUNCTION, give_file);
  m_handle.set(CURLOPT_READDATA, &file);
  m_handle.set(CURLOPT_SEEKFUNCTION, seek_file);
  m_handle.set(CURLOPT_SEEKDATA, &file);
  m_handle.set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(util::size_of(file)));
}

// An id may hold a colon: name and password are set apart.
void Http::put_signing(const Signing& signing)
{
  m_handle.set(CURLOPT_AWS_SIGV4, ("aws:amz:" + signing.region + ":s3").c_str());
  m_handle.set(CURLOPT_USERNAME, std::string(signing.id.reveal()).c_str());
  m_handle.set(CURLOPT_PASSWORD, std::string(signing.key.reveal()).c_str());
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
  if (request.upload != nullptr) {
    put_upload(*request.upload);
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
  if (request.signing != nullptr) {
    put_signing(*request.signing);
  }
  return perform(request);
}

util::Result<HttpAnswer> Http::perform(const HttpRequest& request)
{
  Incoming incoming{
    .body = "", .most = m_limits.most_bytes, .handle = &m_handle, .file = request.download};
  if (request.download != nullptr) {
    empty_file(*request.download);
  }
  m_handle.set(CURLOPT_WRITEFUNCTION, take_body);
  m_handle.set(CURLOPT_WRITEDATA, &incoming);
  const CURLcode code = m_handle.perform();
  if (incoming.no_memory) {
    throw std::bad_alloc();
  }
  if (incoming.not_written) {
    return *incoming.not_written;
  }
  if (code == CURLE_OK) {
    return answer_of(m_handle, std::move(incoming.body));
  }
  const std::string host = host_of(request.url);
  return incoming.too_large ? too_large(host, m_limits)
                            : network_error(host, code, m_handle.reason(code));
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
