#pragma once

#include <string>

#include "domain/values/siret.hpp"
#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::domain {

// What a letter of the OPCO (courrier) is about; the kinds are the product's own
// (doc/sources/letters.md).
enum class LetterKind
{
  agreement,         // accord de prise en charge
  refusal,           // refus
  documents_request, // demande de pièces
  reminder,          // relance
  payment_notice,    // avis de paiement
  recovery,          // demande de remboursement d'un indu
};

enum class Channel
{
  electronic,
  paper,
};

struct OfficialLetter
{
  std::string number; // "L2026-0000001"
  LetterKind kind = LetterKind::agreement;
  Siret siret = Siret::of_checked(0); // the establishment it goes to
  std::string request, subject, body; // in French
  Channel channel = Channel::electronic;
  util::Instant created;
  bool read = false; // by the account that looks
};

const char* to_text(LetterKind kind);
const char* to_text(Channel channel);
util::Result<LetterKind> parse_letter_kind(std::string_view text); // "letter.kind_unknown"
util::Result<Channel> parse_channel(std::string_view text);        // "letter.channel_unknown"

inline constexpr LetterKind k_letter_kinds[] = {
  LetterKind::agreement, LetterKind::refusal,        LetterKind::documents_request,
  LetterKind::reminder,  LetterKind::payment_notice, LetterKind::recovery};

} // namespace myatlas::domain
