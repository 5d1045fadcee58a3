#include "gateway/smtp.hpp"

#include <new>

#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::gateway {

namespace {

constexpr Limits k_smtp_limits{std::chrono::seconds(10), std::chrono::seconds(60)};
constexpr long k_silence = 20; // seconds a server may say nothing

bool is_refusal(std::string_view line)
{
  return line.starts_with('4') || line.starts_with('5');
}

// The last answer that was a refusal. libcurl calls it and is C: nothing is thrown through it.
std::size_t keep_line(const char* bytes, std::size_t, std::size_t size, void* into) noexcept
{
  const std::string_view line(bytes, size);
  try {
    if (is_refusal(line)) {
      *static_cast<std::string*>(into) = std::string(line.substr(0, line.find_first_of("\r\n")));
    }
  } catch (const std::bad_alloc&) {
    return 0; // which ends the transfer
  }
  return size;
}

void add_part(Handle& handle, curl_mime* parts, const std::string& text, const char* type)
{
  curl_mimepart* part = handle.curl().add_part(parts);
  handle.need(handle.curl().part_data(part, text.c_str(), text.size()));
  handle.need(handle.curl().part_type(part, type));
  handle.need(handle.curl().part_encoder(part, "quoted-printable"));
}

std::string crlf(const std::string& text)
{
  std::string lines;
  for (const char c : text) {
    lines += c == '\n' ? "\r" : "";
    lines += c;
  }
  return lines;
}

// The text, plain and as HTML: whoever reads it takes one of them.
void add_body(Handle& handle, curl_mime* message, const std::string& body)
{
  const Curl& curl = handle.curl();
  curl_mime* both = curl.mime(handle.get());
  add_part(handle, both, crlf(body), "text/plain; charset=UTF-8");
  add_part(handle, both, crlf(formats::html_of(body)), "text/html; charset=UTF-8");
  curl_mimepart* whole = curl.add_part(message);
  handle.need(curl.subparts(whole, both));
  handle.need(curl.part_type(whole, "multipart/alternative"));
}

} // namespace

static const char* scheme_of(const std::string& url)
{
  const bool starts_plain = url.starts_with("smtp://"); // and goes on with STARTTLS, or not at all
  return starts_plain ? "smtp" : "smtps";
}

util::Result<Smtp> Smtp::open(SmtpServer server)
{
  TRY(check_url(server.url, scheme_of(server.url), ""));
  TRY_ASSIGN(Handle handle, Handle::make());
  return Smtp(std::move(server), std::move(handle));
}

void Smtp::begin()
{
  m_handle.begin(m_server.url, "smtp,smtps", k_smtp_limits, m_server.ca_file);
  m_handle.set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  m_handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, k_silence);
  if (!m_server.user.empty()) { // libcurl keeps copies
    m_handle.set(CURLOPT_USERNAME, m_server.user.c_str());
    m_handle.set(CURLOPT_PASSWORD,
                 m_server.password.reveal().data()); // a string's, with a zero behind it
  }
}

util::Outcome Smtp::check()
{
  begin();
  m_handle.set(CURLOPT_NOBODY, 1L);
  m_handle.set(CURLOPT_CUSTOMREQUEST, "NOOP");
  return transfer({});
}

util::Outcome Smtp::deliver(const formats::Mail& mail)
{
  const util::Result<formats::MailHeaders> headers = formats::headers_of(mail, m_server.from);
  if (!headers) {
    return util::Error{"mail.header", {util::printable(mail.to)}};
  }
  begin();
  Lines recipients(m_handle.curl());
  recipients.add(headers->recipient);
  m_handle.set(CURLOPT_MAIL_FROM, headers->sender.c_str());
  m_handle.set(CURLOPT_MAIL_RCPT, recipients.get());
  return send(mail, headers->lines);
}

util::Outcome Smtp::send(const formats::Mail& mail, const std::vector<std::string>& headers)
{
  const Curl& curl = m_handle.curl();
  Lines lines(curl);
  for (const std::string& line : headers) {
    lines.add(line);
  }
  const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> message(curl.mime(m_handle.get()),
                                                                      curl.free_mime);
  add_body(m_handle, message.get(), mail.body);
  m_handle.set(CURLOPT_HTTPHEADER, lines.get());
  m_handle.set(CURLOPT_MIMEPOST, message.get());
  return transfer(mail);
}

util::Outcome Smtp::transfer(const formats::Mail& mail)
{
  std::string answer;
  m_handle.set(CURLOPT_HEADERFUNCTION, keep_line);
  m_handle.set(CURLOPT_HEADERDATA, &answer);
  const CURLcode code = m_handle.perform();
  return judge(mail, code, answer);
}

long Smtp::kind_of_reply() const
{
  return m_handle.response() / 100; // of the server's reply
}

bool Smtp::is_refused(CURLcode code) const
{
  const long kind = kind_of_reply();
  return (kind == 5 || kind == 4) && code != CURLE_OPERATION_TIMEDOUT;
}

util::Error Smtp::refusal(const formats::Mail& mail, const std::string& answer) const
{
  const bool is_for_good = kind_of_reply() == 5;
  return {is_for_good ? "mail.refused" : "mail.deferred", {mail.to, util::printable(answer)}};
}

util::Outcome Smtp::judge(const formats::Mail& mail, CURLcode code, const std::string& answer) const
{
  if (code == CURLE_OK) {
    return util::Done{};
  }
  const std::string host = host_of(m_server.url);
  if (code == CURLE_LOGIN_DENIED) {
    return util::Error{"mail.login", {host}};
  }
  if (code == CURLE_USE_SSL_FAILED) {
    return util::Error{"network.tls", {host, "STARTTLS"}};
  }
  if (code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING) {
    return util::Error{"mail.outcome", {mail.to, host}};
  }
  if (is_refused(code)) {
    return refusal(mail, answer);
  }
  return network_error(host, code, m_handle.reason(code));
}

} // namespace myatlas::gateway
