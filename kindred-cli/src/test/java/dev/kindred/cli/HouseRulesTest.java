package dev.kindred.cli;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
