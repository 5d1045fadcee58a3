#include "formats/mail/mime.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "util/text.hpp"

using namespace myatlas;

namespace {

formats::Mail mail_to(const std::string& to, const std::string& subject)
{
  return {"01900000-0000-7000-8000-000000000000", to, subject, "x", util::Instant{0}};
}

} // namespace

TEST_CASE("nothing can be smuggled behind an address or a subject (ASVS 1.3.11)")
{
  CHECK(formats::headers_of(mail_to("zoe@cabinet.fr\nBcc: eve@x.example", "Objet"), "a@b.example")
          .error()
          .code == "mail.header");
  const std::string ends[] = {"\r\n", "\n",           "\r",           std::string(1, '\0'),
                              "\x0B", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\x85",
                              "\x7F"};
  for (const std::string& end : ends) {
    CHECK_FALSE(formats::headers_of(mail_to("zoe@cabinet.fr" + end + "Bcc: eve@x.example", "Objet"),
                                    "a@b.example"));
    CHECK_FALSE(formats::headers_of(mail_to("zoe" + end + "@cabinet.fr", "Objet"), "a@b.example"));
    CHECK_FALSE(formats::headers_of(mail_to("zoe@cabinet.fr", "Objet" + end + "Bcc: eve@x.example"),
                                    "a@b.example"));
    CHECK_FALSE(
      formats::headers_of(mail_to("zoe@cabinet.fr", "Objet"), "a@b.example" + end + "> SIZE=1"));
  }
  for (const char* address : {"a@b.example>", "<a@b.example", "a@b.example, c@d.example",
                              "\"a b\"@c.example", "a@[127.0.0.1]", "a@b.example ORCPT=x"}) {
    CHECK_FALSE(formats::headers_of(mail_to(address, "Objet"), "a@b.example"));
  }
}

TEST_CASE("headers are ASCII, folded, and one line each to who reads them")
{
  const std::string subject = "=?UTF-8?Q?faux?= Déclaration de la contribution conventionnelle à "
                              "déposer avant le 1er mars, dernière relance avant majoration";
  const auto headers =
    formats::headers_of(mail_to("zoe@société.example", subject), "portail@opco.example");
  REQUIRE(headers);
  CHECK(headers->recipient == "zoe@xn--socit-esab.example");
  for (const std::string& line : headers->lines) {
    CHECK(std::ranges::all_of(
      line, [](char c) { return (c >= ' ' && c <= '~') || c == '\r' || c == '\n'; }));
    std::size_t at = 0;
    while ((at = line.find('\n', at)) != line.npos) { // a fold: CR before, a blank after
      CHECK(line[at - 1] == '\r');
      CHECK(line[at + 1] == ' ');
      ++at;
    }
  }
  CHECK(headers->lines[3].starts_with("Subject: =?UTF-8?Q?"));
  CHECK(headers->lines[3].find("=3D=3FUTF=2D8=3FQ=3Ffaux=3F=3D") !=
        std::string::npos); // what looks encoded is text
}

TEST_CASE("the text as HTML, its signs harmless and its codes as they stand")
{
  const std::string html =
    formats::html_of("Bonjour <b>Zoé</b> & \"Luc\",\n\nvoici :\n\n    Abc  123\n\nfin\n");
  CHECK(html.find("<p>Bonjour &lt;b&gt;Zoé&lt;/b&gt; &amp; &quot;Luc&quot;,</p>") !=
        std::string::npos);
  CHECK(html.find("<pre>Abc  123</pre>") != std::string::npos);
  CHECK(html.find("<p>fin</p>") != std::string::npos);
}

TEST_CASE("a letter's headers and body survive the post")
{
  const std::string eml = formats::to_eml(
    {"id", "a@b.fr", "Activez votre compte é à ü " + std::string(80, 'x'), "é = 1\nfin ", {}});
  CHECK(eml.find("Subject: =?UTF-8?Q?") != std::string::npos);
  CHECK(eml.find("=C3=A9 =3D 1\r\nfin=20") != std::string::npos);
  for (const std::string_view row : util::split(eml, '\n')) {
    CHECK(row.size() <= 78);
  }
}
