#include "texts/say.hpp"

#include "texts/for_people.hpp"

namespace myatlas::texts {

std::string fill(const char* translated, const char* english,
                 const std::vector<std::string>& arguments)
{
  return with_fields(translated, english, told(english, arguments));
}

std::string trn(const char* one, const char* many, std::int64_t count)
{
  const auto number = static_cast<std::uint64_t>(count);
  return fill(tr_counted(one, many, number), count == 1 ? one : many,
              {grouped(std::to_string(number))});
}

} // namespace myatlas::texts
