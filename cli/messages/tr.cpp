#include "messages/tr.hpp"

#include <clocale>
#include <cstdlib>
#include <utility>

#include <fmt/args.h>
#include <libintl.h>

#include "messages/for_people.hpp"

extern "C" int _nl_msg_cat_cntr; // glibc: tells gettext that LANGUAGE changed

namespace myatlas::cli {

namespace {

constexpr const char* k_domain = "myatlas";

void choose(const std::string& language)
{
  ::setenv("LANGUAGE", language.c_str(), 1);
  ++_nl_msg_cat_cntr;
}

// Any UTF-8 locale lets LANGUAGE choose; containers often have no fr_FR. Never LC_NUMERIC: machine output keeps its point.
void bind_catalogue(const std::string& catalogues)
{
  if (std::setlocale(LC_MESSAGES, "C.UTF-8") == nullptr) {
    std::setlocale(LC_MESSAGES, "");
  }
  ::bindtextdomain(k_domain, catalogues.c_str());
  ::bind_textdomain_codeset(k_domain, "UTF-8");
  ::bind_textdomain_codeset("libc", "UTF-8"); // what strerror says, too
  ::textdomain(k_domain);
}

struct Catalogue
{
  std::string language = "en", folder;
  bool bound = false;
};

// The one thing gettext keeps for the whole process; it lives beside its calls and nowhere else.
Catalogue& catalogue()
{
  static Catalogue k_catalogue;
  return k_catalogue;
}

void turn_to(const std::string& language)
{
  if (!catalogue().bound) {
    bind_catalogue(catalogue().folder);
    catalogue().bound = true;
  }
  choose(language);
}

const char* look_up(const std::string& language, const char* english)
{
  if (language == "en" || *english == '\0') {
    return english;
  }
  turn_to(language);
  return ::gettext(english);
}

std::string format_or_throw(const char* text, const std::vector<std::string>& arguments)
{
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& argument : arguments) {
    store.push_back(argument);
  }
  return fmt::vformat(text, store);
}

} // namespace

void use_language(const std::string& language, const std::string& catalogues)
{
  catalogue().language = language;
  catalogue().folder = catalogues;
}

InLanguage::InLanguage(const std::string& language) : m_before(std::exchange(catalogue().language, language)) {}

InLanguage::~InLanguage()
{
  catalogue().language = m_before;
}

const char* tr(const char* english)
{
  return look_up(catalogue().language, english);
}

std::string tr_in(const std::string& language, const char* english)
{
  return look_up(language, english);
}

std::string grouped(std::string digits)
{
  // i18n: what groups thousands
  const std::string group = tr(N_(","));
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, group);
  }
  return digits;
}

std::string trn(const char* one, const char* many, std::int64_t count)
{
  const auto number = static_cast<std::uint64_t>(count);
  const char* english = count == 1 ? one : many;
  if (catalogue().language == "en") {
    return fill(english, english, {grouped(std::to_string(number))});
  }
  turn_to(catalogue().language);
  return fill(::ngettext(one, many, number), english, {grouped(std::to_string(number))});
}

std::string fill(const char* translated, const char* english, const std::vector<std::string>& arguments)
{
  try {
    return format_or_throw(translated, told(english, arguments));
  } catch (const fmt::format_error&) {
    return format_or_throw(english, told(english, arguments));
  }
}

} // namespace myatlas::cli
