#pragma once

#include <optional>
#include <string>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::domain {

enum class PublicationKind
{
  news,   // actualité
  study,  // étude
  tender, // appel d'offres
};

// An instant as a place told it: the offset from UTC stays with it, since a deadline is a local
// time.
struct ZonedTime
{
  util::Instant instant;
  int offset_minutes = 0;

  std::string text() const; // "2026-04-30T12:00:00+02:00"
};

// RFC 3339 with its offset: "time.zoned" (text).
util::Result<ZonedTime> parse_zoned_time(std::string_view text);

// What the OPCO publishes. The members of a tender: buyer, object (the title), contract type,
// reference, deadline with its zone, place, lots, platform (doc/sources/letters.md).
struct Publication
{
  std::string number; // "P2026-0000001"
  PublicationKind kind = PublicationKind::news;
  std::string title, summary, branch, url;
  util::Instant published;
  std::string buyer, contract_type, reference, place, platform;
  std::optional<std::int64_t> lots;
  std::optional<ZonedTime> deadline;
  std::optional<util::Instant> withdrawn;

  bool is_open(util::Instant now) const
  {
    return !withdrawn && deadline && now < deadline->instant;
  }
};

const char* to_text(PublicationKind kind);
util::Result<PublicationKind>
parse_publication_kind(std::string_view text); // "publication.kind_unknown"

} // namespace myatlas::domain
