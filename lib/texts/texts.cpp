#include "texts/texts.hpp"

#include <mutex>
#include <optional>
#include <utility>

#include <fmt/args.h>

#include "texts/message_file.hpp"

namespace myatlas::texts {

// What is read of a folder of catalogues, when it is first needed. Only French has a file.
class Catalogues
{
public:
  explicit Catalogues(std::string folder) : m_folder(std::move(folder)) {}

  // Null for English, and where there is no such file.
  const MessageFile* of(const std::string& language)
  {
    if (language != "fr") {
      return nullptr;
    }
    std::call_once(
      m_is_read, [this] { m_french = MessageFile::read(m_folder + "/fr/LC_MESSAGES/myatlas.mo"); });
    return m_french ? &*m_french : nullptr;
  }

private:
  std::string m_folder;
  std::once_flag m_is_read;
  std::optional<MessageFile> m_french;
};

namespace {

std::string format_or_throw(const char* text, const std::vector<std::string>& arguments)
{
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& argument : arguments) {
    store.push_back(argument);
  }
  return fmt::vformat(text, store);
}

} // namespace

Texts::Texts(std::string language, const std::string& folder)
  : m_language(std::move(language)), m_catalogues(std::make_shared<Catalogues>(folder))
{
}

Texts Texts::in(const std::string& language) const
{
  Texts other = *this;
  other.m_language = language;
  return other;
}

const MessageFile* Texts::catalogue() const
{
  return m_catalogues == nullptr ? nullptr : m_catalogues->of(m_language);
}

const char* Texts::tr(const char* english) const
{
  const MessageFile* file = catalogue();
  if (file == nullptr || *english == '\0') {
    return english;
  }
  const char* translated = file->find(english);
  return translated != nullptr ? translated : english;
}

std::string Texts::trn(const char* one, const char* many, std::int64_t count) const
{
  const auto number = static_cast<std::uint64_t>(count);
  const char* english = count == 1 ? one : many;
  const MessageFile* file = catalogue();
  const char* translated = file != nullptr ? file->find(one, number) : nullptr;
  return with_fields(translated != nullptr ? translated : english, english,
                     {grouped(std::to_string(number))});
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

} // namespace myatlas::texts
