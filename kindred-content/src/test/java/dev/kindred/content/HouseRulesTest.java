package dev.kindred.content;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
