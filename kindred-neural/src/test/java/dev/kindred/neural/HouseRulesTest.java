package dev.kindred.neural;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
