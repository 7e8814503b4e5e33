<?xml version="1.0" encoding="UTF-8"?>
<!-- Harm, danger and goal in three panels that are told apart without colour: own sign, own words in the heading. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format"
                xmlns:pp="urn:plainplan:functions"
                exclude-result-prefixes="pp">

  <!-- One statement: what it says full size, who says so and the rest small below. -->
  <xsl:template name="statement">
    <xsl:param name="main"/>
    <xsl:param name="rest"/>
    <fo:block space-before="1.6mm" keep-together.within-page="5">
      <xsl:call-template name="at"/>
      <xsl:if test="position() &gt; 1"><xsl:attribute name="space-before">4mm</xsl:attribute></xsl:if>
      <xsl:for-each select="$main">
        <fo:block end-indent="inherited-property-value(end-indent) + 4mm"><xsl:call-template name="at"/><xsl:if test="position() &gt; 1"><xsl:attribute name="space-before">1mm</xsl:attribute></xsl:if><xsl:apply-templates mode="line"/></fo:block>
      </xsl:for-each>
      <xsl:call-template name="answers"><xsl:with-param name="fields" select="$rest"/><xsl:with-param name="width" select="'38mm'"/></xsl:call-template>
      <xsl:apply-templates select="*[not(self::field)]"/>
    </fo:block>
  </xsl:template>

  <xsl:template name="harm-panel">
    <xsl:call-template name="panel">
      <xsl:with-param name="sign" select="'harm'"/><xsl:with-param name="colour" select="$harm"/><xsl:with-param name="ground" select="$harm-ground"/>
      <xsl:with-param name="content">
        <xsl:apply-templates select="*[not(self::records)]"/>
        <xsl:for-each select="records/record">
          <xsl:call-template name="statement">
            <xsl:with-param name="main" select="field[@name = 'did'] | field[@name = 'effect']"/>
            <xsl:with-param name="rest" select="field[@name = 'saw'] | field[@name = 'when'] | field[@name = 'account']"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="danger-panel">
    <xsl:call-template name="panel">
      <xsl:with-param name="sign" select="'danger'"/><xsl:with-param name="colour" select="$danger"/><xsl:with-param name="bar" select="$danger-bar"/><xsl:with-param name="ground" select="$danger-ground"/>
      <xsl:with-param name="content">
        <xsl:apply-templates select="*[not(self::records)]"/>
        <xsl:for-each select="records/record">
          <xsl:call-template name="statement">
            <xsl:with-param name="main" select="field[@name = 'could']"/>
            <xsl:with-param name="rest" select="field[@name = 'worried'] | field[@name = 'likely'] | field[@name = 'helps'] | field[@name = 'account']"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="goal-panel">
    <xsl:call-template name="panel">
      <xsl:with-param name="sign" select="'goal'"/><xsl:with-param name="colour" select="$goal"/><xsl:with-param name="ground" select="$goal-ground"/>
      <xsl:with-param name="content">
        <xsl:apply-templates select="*[not(self::records)]"/>
        <xsl:for-each select="records/record">
          <xsl:call-template name="statement">
            <xsl:with-param name="main" select="field[@name = 'goal']"/>
            <xsl:with-param name="rest" select="field[@name = 'how-long'] | field[@name = 'seen-by']"/>
          </xsl:call-template>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
