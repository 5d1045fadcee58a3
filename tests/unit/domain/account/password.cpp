#include <doctest/doctest.h>

#include "domain/account/password.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("the portal's password rule")
{
  const PasswordPolicy& policy = k_portal_passwords;
  for (const char* right : {"Abcdefg1", "Abcdefg!", "ABCDEFg1", "Abcdefghijk1"}) {
    CAPTURE(right);
    CHECK(policy.problems(right).empty());
  }
  for (const char* wrong : {"abcdefg1", "ABCDEFG1", "Abcdefgh", "Abc1", "Abcdefghijkl1"}) {
    CAPTURE(wrong);
    CHECK(policy.problems(wrong).size() == 1);
  }
  CHECK(policy.problems("").size() == 4);
}

TEST_CASE("the most frequent passwords are refused, whatever their capitals")
{
  for (const char* password :
       {"Password1", "pASSword1", "Azerty123", "P@ssw0rd", "Admin123", "Passw0rd1", "P4ssword!"}) {
    CHECK(k_portal_passwords.problems(password).front().code == "password.common");
  }
  for (const char* password :
       {"passwordpassword", "1234567890123456", "aaaaaaaaaaaaaaa", "iloveyouiloveyou",
        "password1234567", "abcdefghijklmnopqrstuvwxyz"}) {
    CHECK(k_strong_passwords.problems(password).front().code == "password.common");
  }
  CHECK(k_strong_passwords.problems("four words that rhyme").empty());
  CHECK(k_portal_passwords.problems("Canary7!xQ").empty());
}
