#pragma once

#include "services/letters.hpp"

namespace myatlas::cli {

// The words of the letters, in the language of the person they go to.
class Letters final : public services::LetterWriter
{
public:
  services::LetterText write(const services::Letter& letter) const override;
};

} // namespace myatlas::cli
