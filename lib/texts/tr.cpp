#include "texts/tr.hpp"

#include <optional>
#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>

#include "texts/message_file.hpp"

namespace myatlas::texts {

namespace {

// What is kept for the whole process; it lives here and nowhere else. Only French has a file:
// English is what the program holds.
struct Catalogue
{
  std::string language = "en", folder;
  bool is_read = false;
  std::optional<MessageFile> french;
};

Catalogue& catalogue()
{
  static Catalogue k_catalogue;
  return k_catalogue;
}

const MessageFile* file_of(const std::string& language)
{
  Catalogue& all = catalogue();
  if (language != "fr") {
    return nullptr;
  }
  if (!all.is_read) {
    all.french = MessageFile::read(all.folder + "/fr/LC_MESSAGES/myatlas.mo");
    all.is_read = true;
  }
  return all.french ? &*all.french : nullptr;
}

const char* look_up(const std::string& language, const char* english)
{
  const MessageFile* file = file_of(language);
  const char* translated = file != nullptr && *english != '\0' ? file->find(english) : nullptr;
  return translated != nullptr ? translated : english;
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
  if (catalogue().folder != catalogues) {
    catalogue() = {language, catalogues, false, std::nullopt};
  }
}

InLanguage::InLanguage(const std::string& language)
  : m_before(std::exchange(catalogue().language, language))
{
}

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

std::string with_fields(const char* translated, const char* english,
                        const std::vector<std::string>& fields)
{
  try {
    return format_or_throw(translated, fields);
  } catch (const fmt::format_error&) {
    return format_or_throw(english, fields);
  }
}

const char* tr_counted(const char* one, const char* many, std::uint64_t count)
{
  const MessageFile* file = file_of(catalogue().language);
  const char* translated = file != nullptr ? file->find(one, count) : nullptr;
  return translated != nullptr ? translated : count == 1 ? one : many;
}

} // namespace myatlas::texts
