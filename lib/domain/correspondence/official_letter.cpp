#include "domain/correspondence/official_letter.hpp"

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

using util::Result;

constexpr NamedValue<LetterKind> k_letter_kind_names[] = {
  {"agreement", LetterKind::agreement},
  {"refusal", LetterKind::refusal},
  {"documents-request", LetterKind::documents_request},
  {"reminder", LetterKind::reminder},
  {"payment-notice", LetterKind::payment_notice},
  {"recovery", LetterKind::recovery},
};

constexpr NamedValue<Channel> k_channels[] = {{"electronic", Channel::electronic},
                                              {"paper", Channel::paper},
                                              {"electronique", Channel::electronic},
                                              {"papier", Channel::paper}};

} // namespace

const char* to_text(LetterKind kind)
{
  return name_of(k_letter_kind_names, kind);
}

const char* to_text(Channel channel)
{
  return name_of(k_channels, channel);
}

Result<LetterKind> parse_letter_kind(std::string_view text)
{
  return value_of(k_letter_kind_names, text, "letter.kind_unknown");
}

Result<Channel> parse_channel(std::string_view text)
{
  return value_of(k_channels, text, "letter.channel_unknown");
}

} // namespace myatlas::domain
