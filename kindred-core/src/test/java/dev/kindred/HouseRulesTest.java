package dev.kindred;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
