#include "store/document_place.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::store {

namespace {

constexpr std::string_view k_folder_scheme = "dir:", k_bucket_scheme = "s3://";

std::string without_end_slashes(std::string text)
{
  while (text.size() > 1 && text.ends_with('/')) {
    text.pop_back();
  }
  return text;
}

bool is_lower_or_digit(char c)
{
  return util::is_alnum(c) && !util::is_upper(c);
}

bool may_be_in_bucket(char c)
{
  return is_lower_or_digit(c) || c == '-' || c == '.';
}

bool is_bucket(std::string_view name)
{
  constexpr std::size_t k_shortest = 3, k_longest = 63;
  return name.size() >= k_shortest && name.size() <= k_longest &&
         std::ranges::all_of(name, may_be_in_bucket) && is_lower_or_digit(name.front()) &&
         is_lower_or_digit(name.back());
}

bool may_be_in_prefix(char c)
{
  return util::is_alnum(c) || c == '-' || c == '_' || c == '.';
}

// Dots alone would be a way elsewhere.
bool is_step_of_prefix(std::string_view step)
{
  return !step.empty() && step.find_first_not_of('.') != step.npos &&
         std::ranges::all_of(step, may_be_in_prefix);
}

bool is_prefix(const std::string& prefix)
{
  constexpr std::size_t k_longest = 512;
  return prefix.size() <= k_longest &&
         (prefix.empty() || std::ranges::all_of(util::split(prefix, '/'), is_step_of_prefix));
}

std::optional<DocumentPlace> folder_place(const std::string& path)
{
  const std::string folder = without_end_slashes(path);
  if (!folder.starts_with('/') || folder.size() == 1) {
    return std::nullopt;
  }
  return DocumentPlace{.name = std::string(k_folder_scheme) + folder, .folder = folder};
}

std::optional<DocumentPlace> bucket_place(const std::string& text)
{
  const std::string whole = without_end_slashes(text);
  const std::size_t slash = whole.find('/');
  const std::string bucket = whole.substr(0, slash),
                    prefix = slash == whole.npos ? "" : whole.substr(slash + 1);
  if (!is_bucket(bucket) || !is_prefix(prefix)) {
    return std::nullopt;
  }
  return DocumentPlace{.name = std::string(k_bucket_scheme) + whole,
                       .bucket = bucket,
                       .prefix = prefix.empty() ? "" : prefix + "/"};
}

} // namespace

std::optional<DocumentPlace> DocumentPlace::parse(const std::string& text)
{
  if (text.starts_with(k_folder_scheme)) {
    return folder_place(text.substr(k_folder_scheme.size()));
  }
  if (text.starts_with(k_bucket_scheme)) {
    return bucket_place(text.substr(k_bucket_scheme.size()));
  }
  return text == k_documents_on_server ? std::optional(DocumentPlace{}) : std::nullopt;
}

} // namespace myatlas::store
