#include "services/upkeep/doctor_program.hpp"

#include "formats/json/rates_json.hpp"

namespace myatlas::services {

namespace {

namespace fs = std::filesystem;

// The machine's file and one's own, as far as they are there: "/etc/…, /home/…".
std::string files_read(const SettingsRead& settings)
{
  std::string read;
  for (const fs::path& path : {settings.system_file, settings.file}) {
    std::error_code absent;
    if (fs::exists(path, absent)) {
      read += (read.empty() ? "" : ", ") + path.string();
    }
  }
  return read;
}

Finding sound_settings(const SettingsRead& settings)
{
  const std::string read = files_read(settings), own = settings.file.string();
  return read.empty() ? fine(own, {.fact = Fact::no_settings_file, .of = own}) : fine(read);
}

bool has_utf8(const std::string& characters)
{
  return characters.find("UTF-8") != std::string::npos ||
         characters.find("utf8") != std::string::npos;
}

} // namespace

std::vector<Finding> check_settings(const Examination& p)
{
  std::vector<Finding> found;
  for (const Error& problem : p.place.settings.problems) {
    found.push_back(refused(problem));
  }
  return found.empty() ? std::vector{sound_settings(p.place.settings)} : found;
}

Finding check_locale(const Examination& p)
{
  const Speech& speech = p.place.speech;
  if (!speech.has_sentences) {
    return warned({"doctor.catalogue", {}});
  }
  return has_utf8(speech.characters) ? fine(speech.characters)
                                     : warned({"doctor.charset", {speech.characters}});
}

Finding check_rates(const Examination& p)
{
  const int year = p.place.year, last = formats::built_in_rates().last_year;
  return year > last ? warned({"doctor.rates", {std::to_string(last), std::to_string(year)}})
                     : fine(formats::built_in_rates_version());
}

} // namespace myatlas::services
